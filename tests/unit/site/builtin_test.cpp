#include "site/builtin.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "support/catch.hpp"

namespace sbatchlint {

TEST_CASE("every profile that is built in can be read and bears its file's name") {
  REQUIRE(builtin_sites().size() >= 2);
  CHECK(std::ranges::is_sorted(builtin_sites(), {}, &BuiltinSite::name));
  for (const BuiltinSite& builtin : builtin_sites()) {
    CAPTURE(builtin.name);
    const auto site = parse_site(builtin.toml, builtin.name);
    REQUIRE(site.ok());
    CHECK(site.value().name == builtin.name);
  }
}

TEST_CASE("generic is loaded without reading, and is what its file says") {
  const auto site = load_builtin_site("generic");
  REQUIRE(site.ok());
  CHECK(site.value().name == "generic");
  CHECK(site.value().title == "Any Slurm cluster");
  const auto entry = std::ranges::find(builtin_sites(), "generic", &BuiltinSite::name);
  REQUIRE(entry != builtin_sites().end());
  const auto read = parse_site(entry->toml, "generic");
  REQUIRE(read.ok());
  CHECK(read.value().title == site.value().title);
  CHECK(read.value().partitions.empty());
  CHECK(read.value().levels.empty());
  CHECK_FALSE(read.value().release.has_value());
}

TEST_CASE("an unknown site offers the nearest, or all of them") {
  CHECK(load_builtin_site("ai-cluod").error().message == "there is no site `ai-cluod`; did you mean `ai-cloud`?");
  CHECK(load_builtin_site("hpc").error().message ==
        "there is no site `hpc`; known are ai-cloud, ai-lab, alpine, "
        "archer2, frontier, generic, lumi, mahti, stampede3, stanage");
}

TEST_CASE("AI Cloud's profile says what its configuration and pages say") {
  const auto read = load_builtin_site("ai-cloud");
  REQUIRE(read.ok());
  const Site& site = read.value();
  CHECK(site.release == Release::V22_05);  // 21.08.8 reads as the oldest known release
  CHECK(site.gpu_platform);
  REQUIRE(site.default_partition() != nullptr);
  CHECK(site.default_partition()->name == "prioritized");
  CHECK(site.default_partition()->max_time == Minutes{.count = 6 * 1440});
  CHECK(site.partition("cpu")->cpu_only);
  CHECK(site.partition("batch") == nullptr);

  struct Row {
    std::string_view type;
    std::string_view partition;
    std::uint64_t count;
  };
  const auto row = GENERATE(values<Row>({{"", "prioritized", 16},
                                         {"t4", "prioritized", 6},
                                         {"a10", "", 4},
                                         {"l4", "", 8},
                                         {"a40", "prioritized", 3},
                                         {"a40", "aicentre", 4},
                                         {"a40", "", 4},
                                         {"l40s", "", 8},
                                         {"a100", "prioritized", 0},
                                         {"a100", "aicentre-a100", 8},
                                         {"mi100", "cpu", 8}}));
  CAPTURE(row.type, row.partition);
  CHECK(site.largest_gpu_node(row.type, row.partition) == row.count);
}

TEST_CASE("AI Cloud's quotas: 12 GPUs, 24 with deadline access, none when preemptible") {
  const auto read = load_builtin_site("ai-cloud");
  REQUIRE(read.ok());
  const Site& site = read.value();
  CHECK(site.quota("", "")->max_gpus == 12U);
  CHECK(site.quota("someone", "")->max_gpus == 12U);
  CHECK(site.quota("deadline", "")->max_gpus == 24U);
  CHECK_FALSE(site.quota("", "unprivileged")->max_gpus.has_value());
  CHECK_FALSE(site.quota("aicentre", "")->max_gpus.has_value());
}

TEST_CASE("every entry of AI Cloud's profile names its source and its day") {
  const auto read = load_builtin_site("ai-cloud");
  REQUIRE(read.ok());
  const Site& site = read.value();
  const auto sourced = [](const auto& entries) {
    return std::ranges::all_of(
        entries, [](const auto& entry) { return !entry.source.text.empty() && entry.source.as_of.size() == 10; });
  };
  CHECK(sourced(site.nodes));
  CHECK(sourced(site.partitions));
  CHECK(sourced(site.quotas));
  CHECK(sourced(site.retired));
  CHECK(std::ranges::all_of(site.required, [](const RequiredOption& required) {
    return !required.policy.source.text.empty() && required.policy.source.as_of.size() == 10;
  }));
  CHECK(sourced(site.levels));
}

}  // namespace sbatchlint
