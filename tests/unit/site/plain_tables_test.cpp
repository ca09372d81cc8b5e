#include "site/plain_tables.h"

#include <string>

#include <fmt/format.h>

#include "site/site.h"
#include "support/catch.hpp"

namespace sbatchlint {

namespace {

constexpr std::string_view kPlainHead = "schema = 1\n[site]\nname = \"x\"\n";

// Forty nodes, each with `body` in its table.
std::string nodes_with(std::string_view body) {
  std::string toml(kPlainHead);
  for (int i = 10; i < 50; ++i) toml += fmt::format("\n[[node]]\nnames = [\"n{}\"]\n{}", i, body);
  return toml;
}

// The same profile read by the library: such quotes are nothing plain.
std::string not_plain(const std::string& toml) { return toml + "\n[[example]]\ntitle = \"t\"\nscript = '''s'''\n"; }

}  // namespace

TEST_CASE("plain nodes are the nodes that the library reads") {
  const auto body = GENERATE(values<std::string_view>(
      {"", "cpus = 64\n", "gpus = { t4 = 6, a40 = 2 }\ncores = 32\n", "gpus = {}\n", "memory = \"256G\"\n",
       "memory = \"256G\"\nmemory_exact = \"244584M\"\n", "features = [\"a\", \"b\",]\n# a note\n\n", "features = []\n",
       "source = \"a # b\"\nas_of = 2026-06-16\n", "  cpus=64  \n", "gpus = { any = 2 }\r\n"}));
  CAPTURE(body);
  const std::string toml = nodes_with(body);
  REQUIRE(read_plain_tables(toml).has_value());
  REQUIRE_FALSE(read_plain_tables(not_plain(toml)).has_value());
  const auto fast = parse_site(toml, "x");
  const auto slow = parse_site(not_plain(toml), "x");
  REQUIRE(fast.ok());
  REQUIRE(slow.ok());
  REQUIRE(fast.value().nodes.size() == slow.value().nodes.size());
  for (std::size_t i = 0; i < fast.value().nodes.size(); ++i) {
    const NodeGroup& a = fast.value().nodes[i];
    const NodeGroup& b = slow.value().nodes[i];
    CHECK(a.names == b.names);
    CHECK(a.count == b.count);
    CHECK(a.cpus == b.cpus);
    CHECK(a.cores == b.cores);
    CHECK(a.memory == b.memory);
    CHECK(a.memory_exact == b.memory_exact);
    CHECK(a.features == b.features);
    CHECK(a.source.text == b.source.text);
    CHECK(a.source.as_of == b.source.as_of);
    REQUIRE(a.gpus.size() == b.gpus.size());
    for (std::size_t k = 0; k < a.gpus.size(); ++k) {
      CHECK(a.gpus[k].type == b.gpus[k].type);
      CHECK(a.gpus[k].count == b.gpus[k].count);
    }
  }
}

TEST_CASE("what is not plain is left to the library, with its line") {
  struct Row {
    std::string_view body;
    std::string_view message;
  };
  const auto row = GENERATE(values<Row>({
      {"cpu = 64\n", "x:7: unknown key `cpu` in [[node]]; did you mean `cpus`?"},
      {"cpus = \"64\"\n", "x:7: `cpus` of [[node]] has to be a whole number"},
      {"cpus = 64\ncpus = 64\n", "x:8: Error while parsing key-value pair: "},
      {"memory = \"256\"\n", "x:7: `memory` of [[node]] has to be a size such as `256G`"},
      {"gpus = { t4 = 6, t4 = 6 }\n", "x:7: Error while parsing "},
      {"cpus = 064\n", "x:7: Error while parsing "},
      {"as_of = 2026-13-01\n", "x:7: Error while parsing "},
  }));
  CAPTURE(row.body);
  const std::string toml = nodes_with(row.body);
  CHECK_FALSE(read_plain_tables(toml).has_value());
  const auto site = parse_site(toml, "x");
  REQUIRE_FALSE(site.ok());
  CHECK(site.error().message.substr(0, row.message.size()) == row.message);
}

TEST_CASE("places behind plain nodes stay what they are") {
  const auto site = parse_site(nodes_with("cpus = 64\n") + "[[partition]]\nname = \"p\"\nnodes = [\"m1\"]\n", "x");
  REQUIRE_FALSE(site.ok());
  CHECK(site.error().message == "x:166: `nodes` of [[partition]] has `m1`, which no [[node]] declares");
}

}  // namespace sbatchlint
