#include "output/uri.h"

#include <string>

#include "support/catch.hpp"

namespace sbatchlint {
namespace {

TEST_CASE("a path is percent-encoded byte by byte") {
  CHECK(percent_encoded("a/b-c_d.e~f") == "a/b-c_d.e~f");
  CHECK(percent_encoded("a b/é%?#[1]") == "a%20b/%C3%A9%25%3F%23%5B1%5D");
  CHECK(file_uri("/home/you/my job") == "file:///home/you/my%20job");
}

TEST_CASE("a name is taken from its folder, without dots") {
  struct Row {
    std::string here;
    std::string name;
    std::string path;
  };
  const auto row = GENERATE(values<Row>({
      {"/a/b", "c.sh", "/a/b/c.sh"},
      {"/a/b", "./c//d.sh", "/a/b/c/d.sh"},
      {"/a/b", "../c.sh", "/a/c.sh"},
      {"/a/b", "../../../c.sh", "/c.sh"},
      {"/a/b", "/x/./y", "/x/y"},
      {"/", "c.sh", "/c.sh"},
      {"/", "..", "/"},
  }));
  CAPTURE(row.here, row.name);
  CHECK(lexical_path(row.here, row.name) == row.path);
}

TEST_CASE("only what lies below a folder is below it") {
  CHECK(path_below("/a/b", "/a/b/c/d") == "c/d");
  CHECK(path_below("/", "/a") == "a");
  CHECK(path_below("/a/b", "/a/bc").empty());
  CHECK(path_below("/a/b", "/a/b").empty());
  CHECK(path_below("/a/b", "/a/b/").empty());
}

}  // namespace
}  // namespace sbatchlint
