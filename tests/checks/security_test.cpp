// docs/security.md names the tests that hold its promises: they have to be there.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "checks/source_tree.h"
#include "support/catch.hpp"

namespace sbatchlint::checks {
namespace {

namespace fs = std::filesystem;

// A promise, and its lines "- `tests/unit/x_test.cpp`: the name of a case".
struct Promise {
  std::string title;
  std::vector<std::string> tests;
};

struct NamedTest {
  std::string file;
  std::string words;  // may be empty
};

std::string read_page(const fs::path& path) {
  std::ifstream in(fs::path(SBATCHLINT_SOURCE_DIR) / path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<Promise> promises_of(std::string_view page) {
  std::vector<Promise> promises;
  for (const std::string_view line : lines_of(page)) {
    if (line.starts_with("### ")) promises.push_back({.title = std::string(line.substr(4)), .tests = {}});
    if (line.starts_with("- `tests/") && !promises.empty()) promises.back().tests.emplace_back(line.substr(2));
  }
  return promises;
}

std::optional<NamedTest> named_test(std::string_view line) {
  const std::size_t end = line.find('`', 1);
  if (!line.starts_with('`') || end == std::string_view::npos) return std::nullopt;
  NamedTest test{.file = std::string(line.substr(1, end - 1)), .words = {}};
  line.remove_prefix(end + 1);
  if (line.empty()) return test;
  if (!line.starts_with(": ")) return std::nullopt;
  test.words = line.substr(2);
  return test;
}

// What is wrong with the name of a test, or nothing. A case of C++ is named whole or by some of its words; a session by
// some of a command; a script by its file, which its folder's CMakeLists.txt has to run.
std::optional<std::string> complaint_about(std::string_view line) {
  const auto test = named_test(line);
  if (!test) return "not understood: " + std::string(line);
  const std::string text = read_page(test->file);
  if (text.empty()) return "no such test: " + test->file;
  if (text.find(test->words) == std::string::npos) return test->file + " lacks: " + test->words;
  const fs::path path = test->file;
  if (path.extension() == ".sh") {
    const std::string listed = read_page(path.parent_path() / "CMakeLists.txt");
    if (listed.find(path.stem().string()) == std::string::npos) return "never run: " + test->file;
  } else if (test->words.empty()) {
    return "which case of it: " + test->file;
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("every promise of docs/security.md is held by tests that are there", "[security]") {
  const std::vector<Promise> promises = promises_of(read_page("docs/security.md"));
  CHECK(promises.size() >= 9);
  std::vector<std::string> wrong;
  for (const Promise& promise : promises) {
    if (promise.tests.empty()) wrong.push_back("no test holds: " + promise.title);
    for (const std::string& line : promise.tests) {
      if (auto complaint = complaint_about(line)) wrong.push_back(std::move(*complaint));
    }
  }
  CHECK(wrong == std::vector<std::string>{});
}

TEST_CASE("a promise without its test is found", "[security]") {
  CHECK(complaint_about("`tests/unit/x_test.cpp`: y") == "no such test: tests/unit/x_test.cpp");
  CHECK(complaint_about("`tests/unit/text/span_test.cpp`").value().starts_with("no such test"));
  CHECK(complaint_about("`tests/unit/world/posix_test.cpp`").value().starts_with("which case of it"));
  CHECK(complaint_about("`tests/unit/world/posix_test.cpp`: zzzz").value().ends_with(" lacks: zzzz"));
  CHECK(complaint_about("`tests/tools/common.sh`") == "never run: tests/tools/common.sh");
  CHECK(complaint_about("tests/x").value().starts_with("not understood"));
  const auto promises = promises_of("### A\n- `tests/x`\n### B\ntext\n");
  REQUIRE(promises.size() == 2);
  CHECK(promises[0].tests == std::vector<std::string>{"`tests/x`"});
  CHECK(promises[1].tests.empty());
}

}  // namespace sbatchlint::checks
