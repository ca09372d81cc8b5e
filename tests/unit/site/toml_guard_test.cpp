#include "site/toml_guard.h"

#include <string>

#include "site/parse_site.h"
#include "support/catch.hpp"

namespace sbatchlint {

namespace {

std::string dotted(std::size_t parts, const std::string& part = "a") {
  std::string key = part;
  for (std::size_t i = 1; i < parts; ++i) key += "." + part;
  return key;
}

}  // namespace

TEST_CASE("a key of many parts is found wherever it may stand, and dots elsewhere are none") {
  struct Row {
    std::string toml;
    std::optional<std::size_t> line;
  };
  const std::string key = dotted(kMostKeyParts + 1);
  for (const Row& row : {Row{dotted(kMostKeyParts) + " = 1", {}},
                         {key + " = 1", 1},
                         {"\n[" + key + "]", 2},
                         {"[[" + key + "]]", 1},
                         {"x = [\n{" + key + " = 1}]", 2},
                         {"x = ['''\n''', {" + key + "=1}, 'x']", 2},
                         {"x = [\"\"\"\\\"\"\"\", {" + key + "=1}, 'x']", 1},
                         {"x = [\"\"\"a\"\"\"\"\", {" + key + "=1}]", 1},
                         {dotted(kMostKeyParts + 1, "\"=,\"") + " = 1", 1},
                         {dotted(kMostKeyParts + 1, "'#'") + " = 1", 1},
                         {"x = '" + key + "'", {}},
                         {"x = \"a\\\"" + key + "\"", {}},
                         {"x = '''\n" + key + "\n'''", {}},
                         {"# " + key + "\nx = 1.5", {}},
                         {"x = [" + dotted(60, "1.5, 2") + "]", {}}}) {
    CAPTURE(row.toml);
    CHECK(line_of_long_key(row.toml) == row.line);
  }
}

TEST_CASE("a profile whose keys would end the stack is an error") {
  const Result<Site> site = parse_site("schema = 1\n" + dotted(200'000) + " = 1\n", "x.toml");
  REQUIRE(!site.ok());
  CHECK(site.error().message == "x.toml:2: a key has more than 16 parts");
}

}  // namespace sbatchlint
