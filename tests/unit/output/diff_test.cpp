#include "output/diff.h"

#include <cstdint>
#include <string>

#include "support/catch.hpp"

namespace sbatchlint {

namespace {

std::string numbered_lines(int count) {
  std::string text;
  for (int i = 1; i <= count; ++i) text += std::to_string(i) + '\n';
  return text;
}

}  // namespace

TEST_CASE("equal texts have no difference") { CHECK(unified_diff("x", "a\n", "a\n").empty()); }

TEST_CASE("a changed line stands between three lines of context") {
  std::string after = numbered_lines(9);
  after.replace(after.find('5'), 1, "five");
  CHECK(unified_diff("dir/x.sh", numbered_lines(9), after) ==
        "--- a/dir/x.sh\n+++ b/dir/x.sh\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST_CASE("changes far apart are hunks of their own, and the second one knows of the first") {
  std::string after = numbered_lines(20);
  after = "0\n" + after.substr(0, after.find("18\n"));
  CHECK(unified_diff("x", numbered_lines(20), after) ==
        "--- a/x\n+++ b/x\n@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n@@ -15,6 +16,3 @@\n 15\n 16\n 17\n-18\n-19\n-20\n");
}

TEST_CASE("a missing final newline is said, a carriage return belongs to its line") {
  CHECK(unified_diff("x", "a\r\nb", "a\r\nb\n") ==
        "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n a\r\n-b\n\\ No newline at end of file\n+b\n");
  CHECK(unified_diff("x", "a\r\n", "a\n") == "--- a/x\n+++ b/x\n@@ -1,1 +1,1 @@\n-a\r\n+a\n");
}

TEST_CASE("a text that comes or goes whole") {
  CHECK(unified_diff("x", "", "a\n") == "--- a/x\n+++ b/x\n@@ -0,0 +1,1 @@\n+a\n");
  CHECK(unified_diff("x", "a\n", "") == "--- a/x\n+++ b/x\n@@ -1,1 +0,0 @@\n-a\n");
}

TEST_CASE("odd names are written as git reads them") {
  CHECK(unified_diff("a b", "", "x\n").starts_with("--- a/a b\t\n+++ b/a b\t\n"));
  CHECK(unified_diff("a\"\n", "", "x\n").starts_with("--- \"a/a\\\"\\012\"\n"));
}

// Applies a patch the simple way: its lines are all there is to know.
TEST_CASE("the new text stands in the patch, whatever changed") {
  std::uint32_t seed = 1;
  const auto random = [&seed](std::uint32_t below) {
    seed = seed * 1664525U + 1013904223U;
    return (seed >> 16U) % below;
  };
  for (int round = 0; round < 200; ++round) {
    std::string before;
    std::string after;
    for (int line = 0; line < 30; ++line) {
      const std::string text(1, static_cast<char>('a' + random(4)));
      if (random(5) != 0) before += text + "\n";
      if (random(5) != 0) after += text + "\n";
    }
    const std::string patch = unified_diff("x", before, after);
    std::string rebuilt;
    std::size_t taken = 0;  // of `before`
    for (std::size_t at = patch.find("@@"); at != std::string::npos && at < patch.size();) {
      const std::size_t end = patch.find('\n', at) + 1;
      const std::string line = patch.substr(at, end - at);
      if (line.starts_with("@@ -")) {
        const int first = std::stoi(line.substr(4));
        const bool empty = line.find(",0 +") != std::string::npos;
        const auto begin = static_cast<std::size_t>(first - (empty ? 0 : 1)) * 2;
        rebuilt += before.substr(taken, begin - taken);
        taken = begin;
      } else if (line.front() == '+') {
        rebuilt += line.substr(1);
      } else {
        CHECK(before.substr(taken, 2) == line.substr(1));
        if (line.front() == ' ') rebuilt += line.substr(1);
        taken += 2;
      }
      at = end;
    }
    rebuilt += before.substr(taken);
    CHECK(rebuilt == after);
  }
}

TEST_CASE("texts with very many differences become one hunk") {
  std::string before;
  std::string after;
  for (int i = 0; i < 3000; ++i) {
    before += std::to_string(i) + "\r\n";
    after += std::to_string(i) + "\n";
  }
  const std::string patch = unified_diff("x", before, after);
  CHECK(patch.starts_with("--- a/x\n+++ b/x\n@@ -1,3000 +1,3000 @@\n-0\r\n-1\r\n"));
}

TEST_CASE("a terminal is shown a patch, and nothing that it would act on") {
  const std::string patch = unified_diff("x", "a\r\n\x1b[2J\xE2\x80\xAE\n", "b\n\x1b[2J\xE2\x80\xAE\n");
  CHECK(shown_patch(patch, false) == "--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n-a␍\n+b\n ␛[2J<U+202E>\n");
  CHECK(shown_patch("--- a/x\n-a\n+b\n", true) == "\x1b[1m--- a/x\x1b[0m\n\x1b[31m-a\x1b[0m\n\x1b[32m+b\x1b[0m\n");
}

}  // namespace sbatchlint
