// The published schema says the same as the reader: what editors offer is what can be read, and the other way round.
#include <nlohmann/json.hpp>

#include <fstream>
#include <set>
#include <string>

#include "site/parse_site.h"
#include "support/catch.hpp"

namespace sbatchlint {

namespace {

using nlohmann::json;

// Every kind of table once.
constexpr std::string_view kEverything = R"(
schema = 1
[site]
name = "x"
[scheduler]
[defaults]
[gpu]
[container]
[scripts]
[[node]]
names = ["n1"]
gpus = { a = 1 }
[[partition]]
name = "p"
[[qos]]
name = "q"
[[account]]
name = "a"
[[quota]]
[[retired]]
qos = "r"
[[window]]
days = [2026-01-01]
[policy]
[[policy.require]]
option = "time"
[[policy.forbid]]
option = "mem"
[[policy.limit]]
of = "gpus"
max = 1
[[policy.step]]
of = "time"
by = "nodes"
steps = [{ up_to = 1, max = "01:00:00" }]
[[policy.ratio]]
[[policy.level]]
rule = "SB201"
level = "note"
[policy.gpu_request]
[policy.launcher]
prefer = "srun"
[[policy.rule]]
code = "SB901"
name = "n"
message = "m"
when = "begin_set"
[doors]
[[example]]
title = "t"
script = "s"
)";

json schema() {
  std::ifstream file(SBATCHLINT_SITE_SCHEMA);
  REQUIRE(file.good());
  return json::parse(file);
}

// The keys of each table of the schema under the reader's words for the table.
void collect(const json& table, const std::string& path, KnownKeys& keys) {
  for (const auto& [name, property] : table.at("properties").items()) {
    keys[path.empty() ? "the profile" : path].insert(name);
    const std::string below =
        path.empty()
            ? name
            : path.substr(path.find_first_not_of('['), path.find(']') - path.find_first_not_of('[')) + "." + name;
    const auto items = property.find("items");
    if (items != property.end() && items->contains("properties")) collect(*items, "[[" + below + "]]", keys);
    if (property.contains("properties")) collect(property, "[" + below + "]", keys);
  }
}

}  // namespace

TEST_CASE("the schema has the keys that the reader knows, table by table") {
  REQUIRE(parse_site(kEverything, "x").ok());
  KnownKeys read = keys_asked_for(kEverything);
  read.erase("[node.gpus]");  // its keys are types of GPU
  KnownKeys published;
  collect(schema(), "", published);
  for (const auto& [table, keys] : read) {
    CAPTURE(table);
    CHECK(published[table] == keys);
  }
  CHECK(read.size() == published.size());
}

TEST_CASE("what the schema leaves out is refused everywhere") {
  CHECK(schema().at("additionalProperties") == false);
  for (const auto& [table, keys] : keys_asked_for(kEverything)) {
    if (table == "the profile" || table == "[node.gpus]") continue;
    CAPTURE(table);
    std::string text(kEverything);
    const std::size_t at =
        table == "[[policy.step.steps]]" ? text.find("up_to") : text.find(table + "\n") + table.size() + 1;
    text.insert(at, table == "[[policy.step.steps]]" ? "zzz = 1, " : "zzz = 1\n");
    const auto site = parse_site(text, "x");
    REQUIRE_FALSE(site.ok());
    CHECK(site.error().message.find("unknown key `zzz` in " + table) != std::string::npos);
  }
}

}  // namespace sbatchlint
