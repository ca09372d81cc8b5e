// What a reader may rely on in every file, and no compiler checks.

#include <algorithm>
#include <array>

#include "checks/layering.h"
#include "checks/source_tree.h"
#include "support/catch.hpp"

namespace sbatchlint::checks {
namespace {

struct Banned {
  std::string_view text;
  bool headers_only;
  std::string_view why;
};

// Written in pieces, so that this file does not find itself.
constexpr std::array kBanned = {
    Banned{"std::"
           "regex",
           false, "slow and recursive"},
    Banned{"std::"
           "views",
           false, "clang 14 does not compile them"},
    Banned{"ranges::"
           "views",
           false, "clang 14 does not compile them"},
    Banned{"std::"
           "format(",
           false, "gcc 12 has none"},
    Banned{"using "
           "namespace",
           false, "names say where they come from"},
    Banned{"TO"
           "DO",
           false, "finish it, or open an issue"},
    Banned{"FIX"
           "ME",
           false, "finish it, or open an issue"},
    Banned{"ts_node_"
           "string",
           false, "overflows the stack on a deep tree"},
    Banned{"#include <io"
           "stream>",
           true, "costs every includer"},
    Banned{"#include <s"
           "stream>",
           true, "costs every includer"},
};

std::vector<std::string> banned_in(const SourceFile& file) {
  std::vector<std::string> found;
  for (const Banned& banned : kBanned) {
    if (banned.headers_only && !is_header(file.path)) continue;
    if (file.text.find(banned.text) == std::string::npos) continue;
    found.push_back(file.path + ": `" + std::string(banned.text) + "`: " + std::string(banned.why));
  }
  return found;
}

}  // namespace

TEST_CASE("no source file is longer than 800 lines", "[file-size]") {
  for (const SourceFile& file : source_files()) {
    CAPTURE(file.path);
    CHECK(lines_of(file.text).size() <= 800);
  }
}

TEST_CASE("no source file holds what the style guide bans", "[banned]") {
  std::vector<std::string> found;
  for (const SourceFile& file : source_files()) {
    for (std::string& sentence : banned_in(file)) found.push_back(std::move(sentence));
  }
  CHECK(found == std::vector<std::string>{});
}

TEST_CASE("a banned word is found wherever it stands", "[banned]") {
  const SourceFile header{"analyzer/text/a.h",
                          "int a;  // TO"
                          "DO\n#include <s"
                          "stream>\n"};
  CHECK(banned_in(header).size() == 2);
  CHECK(banned_in({"analyzer/text/a.cpp", header.text}).size() == 1);
}

TEST_CASE("the checks see the whole tree", "[banned]") {
  const auto files = source_files();
  const auto has = [&](std::string_view path) { return std::ranges::count(files, path, &SourceFile::path) == 1; };
  CHECK(has("analyzer/text/span.h"));
  CHECK(has("tests/checks/conventions_test.cpp"));
  CHECK(lines_of("a\nb\n") == std::vector<std::string_view>{"a", "b"});
  CHECK(lines_of("a\n\nb") == std::vector<std::string_view>{"a", "", "b"});
}

}  // namespace sbatchlint::checks
