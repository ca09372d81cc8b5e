// Texts on which the grammar is quadratic, or worse: the parse ends after a counted number of steps, what was not
// looked at is said, and everything about it is the same each time. How cost grows in general: tests/bench/scaling.cpp.

#include <sys/resource.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "lint/report.h"
#include "support/catch.hpp"
#include "support/linter.h"

namespace sbatchlint::shell_tables {
namespace {

// A whole process of 300 MB; under a sanitizer memory says nothing.
constexpr long kMostKilobytes = 300 * 1024;

std::string repeated(std::string_view opening, std::string_view piece, std::size_t bytes) {
  std::string text = "#!/bin/bash\n#SBATCH --time=10\n" + std::string(opening);
  while (text.size() < bytes) text += piece;
  text.resize(bytes);
  return text;
}

struct Seen {
  std::string_view code;
  Span span;
  bool operator==(const Seen&) const = default;
};

std::vector<Seen> findings(const test::Linter& linter, const std::string& text) {
  std::vector<Seen> seen;
  for (const Diagnostic& diagnostic : linter.run("hostile.sbatch", text).diagnostics) {
    seen.push_back({.code = diagnostic.rule->code, .span = diagnostic.span});
  }
  return seen;
}

}  // namespace

TEST_CASE("what is too expensive to parse is left out, said once, and the same each time") {
  struct Hostile {
    std::string_view opening;
    std::string_view piece;
  };
  const test::Linter linter("ai-cloud", true);
  const auto hostile = GENERATE(values<Hostile>({{"", ")"},
                                                 {"", "|"},
                                                 {"", "<"},
                                                 {"(esac ", "|/function select "},
                                                 {"", "a|a|"},
                                                 {"[", "&~"},
                                                 {"cat", " <<A"},
                                                 {"", std::string_view("\0", 1)}}));
  CAPTURE(hostile.opening, hostile.piece);
  constexpr std::size_t kParsed = std::size_t{64} << 10;
  const std::string text = repeated(hostile.opening, hostile.piece, kParsed);
  const std::vector<Seen> first = findings(linter, text);
  CHECK(std::ranges::count(first, "SB008", &Seen::code) == 1);
  CHECK(findings(linter, text) == first);
}

TEST_CASE("a text of a megabyte is cut, and the cut is said") {
  const test::Linter linter("ai-cloud", true);
  const auto piece = GENERATE(values<std::string_view>({"$(((", "cat <<A\n", "x=1\n", "f() { ", "if a; then\n", "'"}));
  CAPTURE(piece);
  const std::vector<Seen> seen = findings(linter, repeated("", piece, std::size_t{1} << 20));
  CHECK(std::ranges::count(seen, "SB008", &Seen::code) == 1);
}

TEST_CASE("ten thousand levels are walked, or said to be left out") {
  std::string text = "#!/bin/bash\n#SBATCH --time=10\n";
  for (int i = 0; i < 10000; ++i) text += "$(";
  for (int i = 0; i < 10000; ++i) text += ")";
  const std::vector<Seen> seen = findings(test::Linter("generic", true), text);
  CHECK(std::ranges::count(seen, "SB000", &Seen::code) == 0);
}

#if !defined(__SANITIZE_ADDRESS__)
TEST_CASE("no text takes more than 300 MB") {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  CHECK(used.ru_maxrss <= kMostKilobytes);
}
#endif

}  // namespace sbatchlint::shell_tables
