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

TEST_CASE("a file that is called binary has changed as a whole") {
  const auto read = [](const std::string& names) {
    return shown(read_changed_lines("diff --git a/x b/x\nindex 1..2 100644\nBinary files " + names + " differ\n"));
  };
  CHECK(read("a/x.sh and b/x.sh") == "x.sh 0-4294967295;");
  CHECK(read("/dev/null and b/new.sh") == "new.sh 0-4294967295;");
  CHECK(read("a/this and b/that and b/this and b/that") == "this and b/that 0-4294967295;");
  CHECK(read("\"a/q\\n\" and \"b/q\\n\"") == "q\n 0-4294967295;");
  CHECK(read("a/old.sh and b/renamed.sh") == "renamed.sh 0-4294967295;");
  CHECK(shown(read_changed_lines("diff --git a/x b/x\n+++ b/x\n@@ -0,0 +1 @@\nBinary files a/y and b/y differ\n")) ==
        "x 0-0;");
}

TEST_CASE("a file that only lost its first lines") {
  CHECK(shown(read_changed_lines("+++ b/x\n@@ -1,2 +0,0 @@\n")) == "x 0-0;");
}

}  // namespace sbatchlint
