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
    const auto flaw = find_toml_flaw(row.toml);
    CHECK(flaw.has_value() == row.line.has_value());
    if (flaw && row.line) {
      CHECK(flaw->line == *row.line);
      CHECK(std::string_view(flaw->what) == "a key has more than 16 parts");
    }
  }
}

TEST_CASE("characters outside of ASCII are refused where the library has no answer for them, and nowhere else") {
  struct Row {
    std::string toml;
    std::string what;
  };
  const std::string bare = "x.toml:2: a character outside of ASCII stands outside of quotes";
  const std::string joined = "x.toml:3: a character outside of ASCII stands behind a backslash that joins lines";
  const std::string number = "x.toml:2: a character outside of ASCII stands in a number";
  for (const Row& row : {Row{"schema = 1\n\u00e9 = 1", bare},
                         {"schema = 1\nx = 0\"1-00:\u01a8\"", number},
                         {"schema = 1\nx = 1.\"\u00e9\"", number},
                         {"schema = 1\nx = [0'1'=\"\u00e9\"]", number},
                         {"schema = [\n0'\u00e9']", number},
                         {"schema = 1\nx = 'a'\"\u00e9\"", number},
                         {"schema = 1\na.\"b\u00e9\" = [\"\u00e9\"]", ""},
                         {"schema = 1\nx = \u01a8", bare},
                         {"schema = 1\nx = 1 \u060f", bare},
                         {"schema = 1\nname = \"\"\"a \\\n  \u00e9\"\"\"", joined},
                         {"schema = 1\nname = \"\"\"a\n\\\u00e9\"\"\"", joined},
                         {"\xEF\xBB\xBFschema = 1\nname = \"a\"", ""},
                         {"schema = 1\nname = \"\"\"\u00e9 \\\n  a\"\"\"", ""},
                         {"schema = 1 # \u00e9\nname = 'a' # \u01a8", ""},
                         {"schema = 1\nname = '\u00e9'", ""},
                         {"schema = 1\nname = \"\\\\\u00e9\"", ""}}) {
    CAPTURE(row.toml);
    const Result<Site> site = parse_site(row.toml, "x.toml");
    const std::string message = site.ok() ? "" : site.error().message;
    if (row.what.empty()) {
      CHECK(message.find("outside of ASCII") == std::string::npos);
      CHECK(message.find("not TOML") == std::string::npos);
    } else {
      CHECK(message == row.what);
    }
  }
}

TEST_CASE("a profile whose keys would end the stack is an error") {
  const Result<Site> site = parse_site("schema = 1\n" + dotted(200'000) + " = 1\n", "x.toml");
  REQUIRE(!site.ok());
  CHECK(site.error().message == "x.toml:2: a key has more than 16 parts");
}

}  // namespace sbatchlint
