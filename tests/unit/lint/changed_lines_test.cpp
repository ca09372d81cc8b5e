#include "lint/changed_lines.h"

#include <string>

#include "support/catch.hpp"

namespace sbatchlint {

namespace {

std::string shown(const ChangedLines& changed) {
  std::string text;
  for (const auto& [path, ranges] : changed) {
    text += path;
    for (const LineRange& range : ranges) text += " " + std::to_string(range.first) + "-" + std::to_string(range.last);
    text += ";";
  }
  return text;
}

}  // namespace

TEST_CASE("changed lines are read from a diff without context") {
  CHECK(shown(read_changed_lines("diff --git a/x.sh b/x.sh\nindex 1..2 100644\n--- a/x.sh\n+++ b/x.sh\n"
                                 "@@ -1 +1,2 @@ head\n-a\n+++ b/no-file\n+c\n@@ -9,2 +11,0 @@\n-x\n--- y\n"
                                 "diff --git a/d/y b/d/y\n--- /dev/null\n+++ b/d/y\n@@ -0,0 +1 @@\n+a\n")) ==
        "d/y 0-0;x.sh 0-1 10-11;");
}

TEST_CASE("names are read as git writes them") {
  CHECK(shown(read_changed_lines("+++ b/a b\t\n@@ -1 +1 @@\n")) == "a b 0-0;");
  CHECK(shown(read_changed_lines("+++ \"b/q\\\"\\t\\303\\274\\\\\"\n@@ -1 +1 @@\n")) == "q\"\t\xC3\xBC\\ 0-0;");
}

TEST_CASE("a file that only lost its first lines") {
  CHECK(shown(read_changed_lines("+++ b/x\n@@ -1,2 +0,0 @@\n")) == "x 0-0;");
}

}  // namespace sbatchlint
