#include <string>
#include <string_view>

#include "site/site.h"
#include "support/catch.hpp"

namespace sbatchlint {

namespace {

constexpr std::string_view kHead = "schema = 1\n[site]\nname = \"x\"\n";

Result<Site> parse(std::string_view rest) { return parse_site(std::string(kHead) + std::string(rest), "x.toml"); }

// The error's message, or "" where the profile is fine.
std::string error_of(std::string_view rest) {
  const auto site = parse(rest);
  return site ? std::string() : site.error().message;
}

}  // namespace

TEST_CASE("a profile with a name alone says nothing about the cluster") {
  const auto site = parse("");
  REQUIRE(site.ok());
  CHECK(site.value().name == "x");
  CHECK_FALSE(site.value().release.has_value());
  CHECK_FALSE(site.value().gpu_platform);
  CHECK_FALSE(site.value().enforce_part_limits.has_value());
  CHECK(site.value().partitions.empty());
  CHECK(site.value().largest_gpu_node("", "") == std::nullopt);
}

TEST_CASE("every entry of a profile is read") {
  const auto read = parse(R"(
title = "A cluster"
source = "its pages"
as_of = 2026-06-16
[scheduler]
slurm_version = "24.11.7"
enforce_part_limits = "any"
plugin_options = ["container-image"]
[defaults]
account = "all"
qos = "normal"
[gpu]
vendor = "nvidia"
amd_types = ["mi100"]
[container]
runtimes = ["apptainer"]
[scripts]
folders = ["/opt/site/jobs"]
[[node]]
names = ["g[1-2]", "h1"]
gpus = { a40 = 4, t4 = 1 }
cpus = 64
memory = "256G"
[[node]]
names = ["c1"]
memory_exact = "1000M"
[[partition]]
name = "gpu"
default = true
nodes = ["g[1-2]"]
default_time = "01:30:00"
max_time = "6-00:00:01"
qos = ["normal"]
accounts = ["a"]
[[partition]]
name = "cpu"
cpu_only = true
max_time = "infinite"
[[quota]]
qos = "big"
max_gpus = 24
note = "ask"
[[quota]]
max_jobs = 5
[[retired]]
node = "g9"
say_instead = "g1"
source = "mail"
as_of = 2025-01-02
[policy]
gpu_expected = true
[[policy.require]]
option = "time"
when = "partition == 'gpu'"
[[policy.level]]
rule = "SB314"
level = "error"
reason = "it is for GPUs"
)");
  REQUIRE(read.ok());
  const Site& site = read.value();
  CHECK(site.title == "A cluster");
  CHECK(site.source.text == "its pages");
  CHECK(site.source.as_of == "2026-06-16");
  CHECK(site.release == Release::V24_11);
  CHECK(site.release_as_written == "24.11.7");
  CHECK(site.enforce_part_limits == true);
  CHECK(site.plugin_options == std::vector<std::string>{"container-image"});
  CHECK(site.container_runtimes == std::vector<std::string>{"apptainer"});
  CHECK(site.script_folders == std::vector<std::string>{"/opt/site/jobs"});

  REQUIRE(site.nodes.size() == 2);
  CHECK(host_list_text(site.nodes[0].names) == "g[1-2],h1");
  CHECK(site.nodes[0].count == 3);
  REQUIRE(site.partitions[0].shares.size() == 1);
  CHECK(site.partitions[0].shares[0].group == 0);
  CHECK(site.partitions[0].shares[0].count == 2);
  CHECK(site.nodes[0].cpus == 64U);
  CHECK(site.nodes[0].memory == Megabytes{262'144});
  CHECK_FALSE(site.nodes[0].memory_exact);
  CHECK(site.nodes[1].memory == Megabytes{1000});
  CHECK(site.nodes[1].memory_exact);
  CHECK(site.nodes[1].gpus.empty());

  REQUIRE(site.default_partition() != nullptr);
  CHECK(site.default_partition()->name == "gpu");
  CHECK(site.default_partition()->default_time == Minutes{.count = 90});
  CHECK(site.default_partition()->max_time == Minutes{.count = 6 * 1440 + 1});
  CHECK(site.default_partition()->accounts == std::vector<std::string>{"a"});
  REQUIRE(site.partition("cpu") != nullptr);
  CHECK(site.partition("cpu")->cpu_only);
  CHECK(site.partition("cpu")->max_time == Minutes::unlimited());
  CHECK_FALSE(site.partition("cpu")->nodes_known);
  CHECK(site.partition("none") == nullptr);

  REQUIRE(site.retired.size() == 1);
  CHECK(site.retired[0].kind == NameKind::Node);
  CHECK(site.retired[0].name == "g9");
  CHECK(site.retired[0].source.as_of == "2025-01-02");
  CHECK(site.gpu_platform);
  REQUIRE(site.required.size() == 1);
  CHECK(site.required[0].options == std::vector<std::string>{"time"});
  CHECK(site.required[0].policy.when.text == "partition == 'gpu'");
  CHECK(site.required[0].policy.level == "error");
  CHECK(site.level_of("SB314") == "error");
  CHECK(site.level_of("SB315") == std::nullopt);
}

TEST_CASE("the first quota whose account and QoS match binds, with the site's defaults filled in") {
  const auto site = parse(R"(
[defaults]
account = "all"
qos = "normal"
[[quota]]
qos = "free"
[[quota]]
account = "paid"
qos = "normal"
max_gpus = 24
[[quota]]
account = "all"
max_gpus = 12
)");
  REQUIRE(site.ok());
  const auto gpus = [&](std::string_view account, std::string_view qos) -> int {
    const Quota* quota = site.value().quota(account, qos);
    if (quota == nullptr) return -2;
    return quota->max_gpus ? static_cast<int>(*quota->max_gpus) : -1;
  };
  CHECK(gpus("", "") == 12);
  CHECK(gpus("", "free") == -1);
  CHECK(gpus("paid", "") == 24);
  CHECK(gpus("paid", "free") == -1);
  CHECK(gpus("paid", "other") == -2);
  CHECK(gpus("all", "other") == 12);
}

TEST_CASE("the largest GPU node is looked for among the nodes that are known") {
  const auto site = parse(R"(
[gpu]
amd_types = ["mi100"]
[[node]]
names = ["a[1-9]"]
gpus = { a40 = 3, t4 = 2 }
[[node]]
names = ["v1"]
gpus = { v100 = 16 }
[[node]]
names = ["m1"]
gpus = { mi100 = 8 }
[[partition]]
name = "main"
nodes = ["a[1-4]"]
[[partition]]
name = "old"
)");
  REQUIRE(site.ok());
  CHECK(site.value().largest_gpu_node("", "") == 16U);
  CHECK(site.value().largest_gpu_node("", "main") == 5U);
  CHECK(site.value().largest_gpu_node("a40", "main") == 3U);
  CHECK(site.value().largest_gpu_node("v100", "main") == 0U);
  CHECK(site.value().largest_gpu_node("h100", "") == 0U);
  CHECK(site.value().largest_gpu_node("", "old") == std::nullopt);
  CHECK(site.value().largest_gpu_node("", "nowhere") == std::nullopt);
  CHECK(site.value().has_gpu_type("v100"));
  CHECK_FALSE(site.value().has_gpu_type("h100"));
  CHECK(site.value().is_amd("mi100"));
  CHECK_FALSE(site.value().is_amd("v100"));
}

TEST_CASE("what is wrong in a profile is said with its line and the nearest name") {
  struct Row {
    std::string_view rest;  // begins on line 4
    std::string_view message;
  };
  const auto row = GENERATE(values<Row>({
      {"titel = \"y\"", "x.toml:4: unknown key `titel` in [site]; did you mean `title`?"},
      {"[partitions]", "x.toml:4: unknown key `partitions` in the profile; did you mean `partition`?"},
      {"[zzz]", "x.toml:4: unknown key `zzz` in the profile"},
      {"title = 3", "x.toml:4: `title` of [site] has to be a text"},
      {"as_of = \"today\"", "x.toml:4: `as_of` of [site] has to be a date such as 2026-06-16"},
      {"[partition]\nname = \"p\"", "x.toml:4: `partition` has to be written as [[partition]]"},
      {"[[partition]]\ndefault = true", "x.toml:4: `name` of [[partition]] has to be given"},
      {"[[partition]]\nname = \"p\"\nmax_time = \"6h\"",
       "x.toml:6: `max_time` of [[partition]] has to be a time such as `6-00:00:00` or `infinite`"},
      {"[[partition]]\nname = \"p\"\nnodes = [\"n1\"]",
       "x.toml:6: `nodes` of [[partition]] has `n1`, which no [[node]] declares"},
      {"[[node]]\nnames = [\"n[1\"]", "x.toml:5: `names` of [[node]]: unbalanced brackets in `n[1`"},
      {"[[node]]\nnames = [1]", "x.toml:5: `names` of [[node]] has to be a list of texts"},
      {"[[node]]\nnames = \"n1\"", "x.toml:5: `names` of [[node]] has to be a list of texts"},
      {"[[node]]\nmemory = \"256\"", "x.toml:5: `memory` of [[node]] has to be a size such as `256G`"},
      {"[[node]]\ngpus = { t4 = \"6\" }", "x.toml:5: `t4` of [node.gpus] has to be a whole number"},
      {"[[node]]\ncpus = -1", "x.toml:5: `cpus` of [[node]] has to be 0 or more"},
      {"[scheduler]\nslurm_version = \"new\"", "x.toml:5: `new` is not a release of Slurm"},
      {"[scheduler]\nenforce_part_limits = \"maybe\"",
       "x.toml:5: `enforce_part_limits` of [scheduler] has to be one of no, any, all"},
      {"[[retired]]\nqos = \"a\"\nnode = \"b\"", "x.toml:6: a [[retired]] table names one thing"},
      {"[[retired]]\nsay_instead = \"a\"",
       "x.toml:4: [[retired]] has to name a `partition`, `qos`, `account` or `node`"},
      {"[[policy.level]]\nrule = \"SB1\"\nlevel = \"note\"", "x.toml:5: `SB1` is not a rule's code such as `SB201`"},
      {"[[policy.level]]\nrule = \"SB201\"\nlevel = \"bad\"",
       "x.toml:6: `level` of [[policy.level]] has to be one of off, note, warning, error"},
      {"[[policy.level]]\nrule = \"SB201\"", "x.toml:4: `level` of [[policy.level]] has to be given"},
      {"[[policy.require]]\noption = \"tiem\"", "x.toml:5: `tiem` is no option of sbatch; did you mean `time`?"},
      {"[[policy.require]]\noption = \"time\"\nwhen = \"partitin == 'a'\"",
       "x.toml:6: `when` of [[policy.require]]: there is no fact `partitin`; did you mean `partition`?"},
      {"[[policy.limit]]\nof = \"gpus\"", "x.toml:4: [[policy.limit]] needs a `min` or a `max`"},
      {"[[policy.limit]]\nof = \"time\"\nmax = 5",
       "x.toml:6: `max` of [[policy.limit]] has to be a time such as `6-00:00:00` or `infinite`"},
      {"[[policy.step]]\nof = \"gpus\"\nby = \"nodes\"\nsteps = [{up_to = 5, max = 1}, {up_to = 5, max = 2}]",
       "x.toml:7: the step up to 5 overlaps the one before it, up to 5"},
      {"[[policy.rule]]\ncode = \"SB101\"\nname = \"a\"\nmessage = \"b\"\nwhen = \"begin_set\"",
       "x.toml:5: `SB101` is not a code from SB901 to SB999"},
      {"[[policy.rule]]\ncode = \"SB901\"\nname = \"<b>\"\nmessage = \"b\"\ncommands = [\"x\"]",
       "x.toml:6: `<b>` is not words joined by dashes"},
      {"[[policy.rule]]\ncode = \"SB901\"\nname = \"a\"\nmessage = \"b\"",
       "x.toml:4: [[policy.rule]] needs `when` or `commands`"},
      {"[[partition]]\nname = \"p\"\n[[partition]]\nname = \"p\"", "x.toml:7: [[partition]] `p` is given twice"},
      {"[[node]]\nnames = [\"n[1-5]\"]\n[[node]]\nnames = [\"n3\"]", "x.toml:4: node `n3` is declared twice"},
      {"[scripts]\nfolders = [\"jobs\"]",
       "x.toml:5: `jobs` is no folder with its path from the root, such as `/opt/site`"},
      {"[scripts]\nfolders = [\"//\"]", "x.toml:5: `//` is no folder with its path from the root, such as `/opt/site`"},
      {"[policy]\ngpu_expected = 1", "x.toml:5: `gpu_expected` of [policy] has to be true or false"},
  }));
  CAPTURE(row.rest);
  CHECK(error_of(row.rest) == row.message);
}

TEST_CASE("the place of an error is the rest of its line") {
  const auto site = parse_site("schema = 1\n[site]\nname = \"x\"\ntitel = \"y\"\n", "x.toml");
  REQUIRE_FALSE(site.ok());
  CHECK(site.error().place == Span{.begin = 29, .end = 40});
}

TEST_CASE("a text that is no TOML is an error with its line") {
  const auto site = parse_site("schema = 1\nname =\n", "x.toml");
  REQUIRE_FALSE(site.ok());
  CHECK(site.error().message.starts_with("x.toml:2: "));
}

TEST_CASE("a profile names its schema and its site") {
  const auto message = [](std::string_view toml) { return parse_site(toml, "x.toml").error().message; };
  CHECK(message("") == "x.toml:1: `schema` has to be the number 1");
  CHECK(message("schema = 2") == "x.toml:1: `schema` has to be the number 1");
  CHECK(message("schema = 1") == "x.toml:1: the profile has no [site] table");
}

namespace {

// A profile reads others by these names.
Result<std::string> read_named(std::string_view name) {
  const std::string head = "schema = 1\n[site]\nname = \"" + std::string(name) + "\"\n";
  if (name == "facts") {
    return head +
           "[defaults]\nqos = \"a\"\n[[node]]\nnames = [\"n[1-4]\"]\n[[partition]]\nname = \"p\"\nnodes = "
           "[\"n[1-2]\"]\n[[partition]]\nname = \"q\"\n[[quota]]\nmax_gpus = 4\n[[policy.level]]\nrule = "
           "\"SB201\"\nlevel = \"note\"\n";
  }
  if (name == "ring") return head + "inherits = [\"rang\"]\n";
  if (name == "rang") return head + "inherits = [\"ring\"]\n";
  if (name == "broken") return head + "zzz = 1\n";
  return Error{.message = "there is no site `" + std::string(name) + "`", .place = {}};
}

}  // namespace

TEST_CASE("a profile adds to the one that it inherits, and what it says itself comes first") {
  const std::string toml = std::string(kHead) + R"(inherits = ["facts"]
[[partition]]
name = "p"
max_nodes = 3
nodes = ["n[3-4]"]
[[quota]]
max_gpus = 8
[[policy.level]]
rule = "SB201"
level = "error"
)";
  const auto site = parse_site(toml, "x.toml", read_named);
  REQUIRE(site.ok());
  CHECK(site.value().name == "x");
  CHECK(site.value().default_qos == "a");
  REQUIRE(site.value().partitions.size() == 2);
  CHECK(site.value().partition("p")->max_nodes == 3U);
  CHECK(host_list_text(site.value().partition("p")->nodes) == "n[3-4]");
  CHECK(site.value().partition("p")->shares.front().count == 2);
  CHECK(site.value().quota("", "")->max_gpus == 8U);
  CHECK(site.value().level_of("SB201") == "error");
}

TEST_CASE("what is wrong with inheriting is said once, with the file") {
  const auto error = [](std::string_view line) {
    const auto site = parse_site(std::string(kHead) + std::string(line), "x.toml", read_named);
    return site ? std::string() : site.error().message;
  };
  CHECK(error("inherits = [\"ring\"]") == "rang:4: `inherits` goes round in a circle: ring -> rang -> ring");
  CHECK(error("inherits = [\"nowhere\"]") == "x.toml:4: there is no site `nowhere`");
  CHECK(error("inherits = [\"broken\"]") == "broken:4: unknown key `zzz` in [site]");
  CHECK(error("inherits = [\"facts\", \"ring\"]") == "x.toml:4: `inherits` of [site] names one profile");
  CHECK(error("inherits = \"facts\"") == "x.toml:4: `inherits` of [site] has to be a list of texts");
}

TEST_CASE("what the TOML library takes for impossible is an error with its line") {
  const auto line =
      GENERATE(values<std::string_view>({"[a.\n", "x =\n", "[[\n", "a.b. = 1\n", "[a.]\n", "x = [1,,2]\n"}));
  CAPTURE(line);
  const auto site = parse_site("schema = 1\n[site]\nname = \"x\"\n" + std::string(line) + "[gpu]\n", "x");
  REQUIRE_FALSE(site.ok());
  CHECK(site.error().message.starts_with("x:4: "));
}

}  // namespace sbatchlint
