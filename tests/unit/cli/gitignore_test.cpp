#include "hosts/cli/gitignore.h"

#include <string>

#include "support/catch.hpp"

namespace sbatchlint::cli {
namespace {

bool ignored(const std::string& patterns, const std::string& path, bool is_folder = false) {
  return is_ignored(read_ignore_file("/repo", patterns, nullptr).get(), "/repo/" + path, is_folder);
}

TEST_CASE("patterns mean what gitignore(5) says") {
  struct Row {
    std::string patterns;
    std::string path;
    bool ignored;
  };
  const auto row = GENERATE(values<Row>({
      {"*.o", "a.o", true},
      {"*.o", "deep/down/a.o", true},
      {"*.o", "a.c", false},
      {"# *.o\n\n", "a.o", false},
      {"\\#a", "#a", true},
      {"!a\n", "a", false},
      {"\\!a", "!a", true},
      {"*.o\n!keep.o", "keep.o", false},
      {"!keep.o\n*.o", "keep.o", true},
      {"/a", "a", true},
      {"/a", "sub/a", false},
      {"sub/a", "sub/a", true},
      {"sub/a", "x/sub/a", false},
      {"sub/*", "sub/a", true},
      {"sub/*", "sub/x/a", false},  // the walk left out sub/x already
      {"**/a", "a", true},
      {"**/a", "x/y/a", true},
      {"x/**", "x/y/a", true},
      {"x/**", "x", false},
      {"x/**/a", "x/a", true},
      {"x/**/a", "x/y/z/a", true},
      {"x/**/a", "y/x/a", false},
      {"a?c", "abc", true},
      {"a?c", "ac", false},
      {"[ab].sh", "b.sh", true},
      {"[!ab].sh", "b.sh", false},
      {"a \n", "a", true},
      {"a\\ \n", "a ", true},
      {"a\r\n", "a", true},
      {"build/", "build", false},  // a file of that name
  }));
  CAPTURE(row.patterns, row.path);
  CHECK(ignored(row.patterns, row.path) == row.ignored);
}

TEST_CASE("a pattern with a final slash is for folders") {
  CHECK(ignored("build/", "build", true));
  CHECK(ignored("build/", "x/build", true));
  CHECK(ignored("/build/", "build", true));
  CHECK_FALSE(ignored("/build/", "x/build", true));
}

TEST_CASE("the innermost file that says something decides") {
  const auto outer = read_ignore_file("/repo", "*.log\n*.tmp\n", nullptr);
  const auto inner = read_ignore_file("/repo/sub", "!keep.log\n/only\n", outer);
  CHECK_FALSE(is_ignored(inner.get(), "/repo/sub/keep.log", false));
  CHECK(is_ignored(inner.get(), "/repo/sub/other.log", false));
  CHECK(is_ignored(inner.get(), "/repo/sub/a.tmp", false));
  CHECK(is_ignored(inner.get(), "/repo/sub/only", false));
  CHECK_FALSE(is_ignored(inner.get(), "/repo/sub/deeper/only", false));
}

TEST_CASE("a pattern with many stars is no trap") {
  std::string pattern;
  std::string path;
  for (int i = 0; i < 30; ++i) {
    pattern += "**/a/";
    path += "a/";
  }
  CHECK_FALSE(ignored(pattern + "b", path + "c"));
}

}  // namespace
}  // namespace sbatchlint::cli
