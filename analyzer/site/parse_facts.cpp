// Reads what a profile says of the cluster itself.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <utility>

#include "site/parse_site.h"

namespace sbatchlint {

namespace {

NodeGroup read_node(ProfileTable& table) {
  NodeGroup group;
  group.names = table.hosts("names");
  for (const HostRange& range : group.names) group.count += range.count();
  table.table("gpus", [&](ProfileTable& gpus) {
    for (auto&& [type, node] : gpus.raw()) {
      const std::string_view key = type.str();
      group.gpus.push_back({.type = std::string(key == "any" ? "" : key), .count = gpus.count(key).value_or(0)});
    }
  });
  group.cpus = table.count("cpus");
  group.cores = table.count("cores");
  group.memory = table.memory("memory");
  const auto exact = table.memory("memory_exact");
  group.memory_exact = exact.has_value();
  if (exact) group.memory = exact;
  if (table.has("features")) group.features = table.texts("features");
  (void)table.find("features");
  group.source = table.source();
  return group;
}

Partition read_partition(ProfileTable& table) {
  Partition partition;
  partition.name = table.required_text("name");
  partition.is_default = table.flag("default");
  partition.cpu_only = table.flag("cpu_only");
  partition.whole_nodes = table.flag("whole_nodes");
  partition.default_time = table.minutes("default_time");
  partition.max_time = table.minutes("max_time");
  partition.min_nodes = table.count("min_nodes");
  partition.max_nodes = table.count("max_nodes");
  partition.max_cpus_per_node = table.count("max_cpus_per_node");
  partition.qos = table.texts("qos");
  partition.accounts = table.texts("accounts");
  partition.restricted_to = table.text("restricted_to");
  partition.source = table.source();
  partition.nodes = table.hosts("nodes");
  partition.nodes_known = !partition.nodes.empty();
  return partition;
}

Qos read_qos(ProfileTable& table) {
  Qos qos;
  qos.name = table.required_text("name");
  qos.preemptible = table.flag("preemptible");
  qos.max_time = table.minutes("max_time");
  qos.max_nodes = table.count("max_nodes");
  qos.max_gpus = table.count("max_gpus");
  qos.partitions = table.texts("partitions");
  qos.source = table.source();
  return qos;
}

Quota read_quota(ProfileTable& table) {
  return {.account = table.text("account"),
          .qos = table.text("qos"),
          .max_gpus = table.count("max_gpus"),
          .max_jobs = table.count("max_jobs"),
          .note = table.text("note"),
          .source = table.source()};
}

RetiredName read_retired(ProfileTable& table) {
  constexpr std::pair<std::string_view, NameKind> kKinds[] = {
      {"partition", NameKind::Partition}, {"qos", NameKind::Qos},          {"account", NameKind::Account},
      {"node", NameKind::Node},           {"gpu_type", NameKind::GpuType}, {"feature", NameKind::Feature}};
  RetiredName retired;
  for (const auto& [key, kind] : kKinds) {
    std::string name = table.text(key);
    if (name.empty()) continue;
    if (!retired.name.empty()) table.fail(key, "a [[retired]] table names one thing");
    retired.kind = kind;
    retired.name = std::move(name);
    if (kind != NameKind::Node) continue;
    const auto read = read_host_ranges(retired.name, retired.nodes);
    if (!read) table.fail(key, read.error().message);
  }
  if (retired.name.empty()) table.fail("name", "[[retired]] has to name a `partition`, `qos`, `account` or `node`");
  retired.say_instead = table.text("say_instead");
  retired.source = table.source();
  return retired;
}

// An absent value keeps what was inherited.
template <typename T>
void keep(std::optional<T>& place, std::optional<T> value) {
  if (value) place = std::move(value);
}
void keep(std::string& place, std::string value) {
  if (!value.empty()) place = std::move(value);
}
void keep(std::vector<std::string>& place, std::vector<std::string> values) {
  if (!values.empty()) place = std::move(values);
}

// Replaces the entry of that name, or adds one. A name given twice in one file is a mistake.
template <typename T>
void put(std::vector<T>& all, std::size_t inherited, T entry, ProfileTable& table) {
  const auto same = std::ranges::find(all, entry.name, &T::name);
  if (same == all.end()) {
    all.push_back(std::move(entry));
    return;
  }
  if (static_cast<std::size_t>(same - all.begin()) >= inherited) {
    table.fail("name", fmt::format("{} `{}` is given twice", table.where(), entry.name));
  }
  *same = std::move(entry);
}

void read_scheduler(ProfileTable& table, Site& site) {
  static constexpr std::string_view kEnforcement[] = {"no", "any", "all"};
  if (table.has("slurm_version")) {
    site.release_as_written = table.text("slurm_version");
    site.release = parse_release(site.release_as_written);
    if (!site.release) {
      table.fail("slurm_version", fmt::format("`{}` is not a release of Slurm", site.release_as_written));
    }
  }
  (void)table.find("slurm_version");
  const std::string enforced = table.choice("enforce_part_limits", kEnforcement);
  if (!enforced.empty()) site.enforce_part_limits = enforced != "no";
  keep(site.max_array_index, table.count("max_array_index"));
  if (table.has("one_task_per_core")) site.one_task_per_core = table.flag("one_task_per_core");
  (void)table.find("one_task_per_core");
  keep(site.plugin_options, table.texts("plugin_options"));
  (void)table.source();
}

void read_defaults(ProfileTable& table, Site& site) {
  keep(site.default_account, table.text("account"));
  keep(site.default_qos, table.text("qos"));
  keep(site.default_time, table.minutes("time"));
  keep(site.default_mem_per_cpu, table.memory("mem_per_cpu"));
  keep(site.default_mem_per_gpu, table.memory("mem_per_gpu"));
  keep(site.default_mem_per_node, table.memory("mem_per_node"));
  keep(site.default_cpus_per_gpu, table.count("cpus_per_gpu"));
  (void)table.source();
}

void read_gpu(ProfileTable& table, Site& site) {
  static constexpr std::string_view kVendors[] = {"nvidia", "amd", "intel"};
  keep(site.gpu_vendor, table.choice("vendor", kVendors));
  keep(site.amd_gpu_types, table.texts("amd_types"));
  (void)table.source();
}

// The root of everything would let a script have any file read.
void read_scripts(ProfileTable& table, Site& site) {
  std::vector<std::string> folders = table.texts("folders");
  for (const std::string& folder : folders) {
    if (folder.starts_with('/') && folder.find_first_not_of('/') != std::string::npos) continue;
    table.fail("folders", fmt::format("`{}` is no folder with its path from the root, such as `/opt/site`", folder));
  }
  keep(site.script_folders, std::move(folders));
  (void)table.source();
}

void read_windows(ProfileTable& table, Site& site) {
  for (const toml::date& day : table.dates("days")) {
    const std::chrono::year_month_day date{std::chrono::year(day.year), std::chrono::month(day.month),
                                           std::chrono::day(day.day)};
    if (!date.ok()) continue;
    constexpr std::int64_t kDay = 86'400;
    const std::int64_t begin = std::chrono::sys_days(date).time_since_epoch().count() * kDay;
    site.windows.push_back(
        {.day = fmt::format("{:04}-{:02}-{:02}", day.year, day.month, day.day), .begin = begin, .end = begin + kDay});
  }
  (void)table.source();
}

}  // namespace

void read_profile_facts(ProfileTable& root, Site& site) {
  root.table("site", [&](ProfileTable& table) {
    site.name = table.required_text("name");
    keep(site.title, table.text("title"));
    site.partial = table.flag("partial");
    (void)table.find("inherits");
    site.source = table.source();
  });
  root.table("scheduler", [&](ProfileTable& table) { read_scheduler(table, site); });
  root.table("defaults", [&](ProfileTable& table) { read_defaults(table, site); });
  root.table("gpu", [&](ProfileTable& table) { read_gpu(table, site); });
  root.table("container", [&](ProfileTable& table) {
    keep(site.container_runtimes, table.texts("runtimes"));
    keep(site.build_variables, table.texts("build_variables"));
    (void)table.source();
  });
  root.table("scripts", [&](ProfileTable& table) { read_scripts(table, site); });
  if (root.has("node")) site.nodes.clear();
  root.tables("node", [&](ProfileTable& table) { site.nodes.push_back(read_node(table)); });
  const std::size_t partitions = site.partitions.size();
  root.tables("partition",
              [&](ProfileTable& table) { put(site.partitions, partitions, read_partition(table), table); });
  const std::size_t qos = site.qos_list.size();
  root.tables("qos", [&](ProfileTable& table) { put(site.qos_list, qos, read_qos(table), table); });
  const std::size_t accounts = site.accounts.size();
  root.tables("account", [&](ProfileTable& table) {
    Account account{.name = table.required_text("name"), .qos = table.text("qos"), .source = table.source()};
    put(site.accounts, accounts, std::move(account), table);
  });
  std::vector<Quota> quotas;
  root.tables("quota", [&](ProfileTable& table) { quotas.push_back(read_quota(table)); });
  site.quotas.insert(site.quotas.begin(), quotas.begin(), quotas.end());
  root.tables("retired", [&](ProfileTable& table) { site.retired.push_back(read_retired(table)); });
  root.tables("window", [&](ProfileTable& table) { read_windows(table, site); });
}

}  // namespace sbatchlint
