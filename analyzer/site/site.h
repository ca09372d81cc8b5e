// What is known about the cluster a script is meant for. Facts and policy of one profile; knows no rule by its code
// except as a key of `levels`.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "options/release.h"
#include "site/doors.h"
#include "site/host_list.h"
#include "site/policy.h"
#include "slurm/units.h"
#include "text/result.h"

namespace sbatchlint {

// GPUs of one type in a node.
struct NodeGpus {
  std::string type;  // may be empty: the cluster does not name its types
  std::uint64_t count = 0;
};

// A group of equal nodes. Absent numbers are not known, and nothing is concluded from them.
struct NodeGroup {
  std::vector<HostRange> names;
  std::uint64_t count = 0;            // of the names
  std::vector<NodeGpus> gpus;         // empty: none
  std::optional<std::uint64_t> cpus;  // Slurm's CPUs: hardware threads where SMT is on
  std::optional<std::uint64_t> cores;
  std::optional<Megabytes> memory;  // nominal is an upper bound; see memory_exact
  bool memory_exact = false;
  std::optional<std::vector<std::string>> features;  // absent: not known
  Source source;
};

// How many nodes of a group a partition has.
struct NodeShare {
  std::uint32_t group = 0;  // index into Site::nodes
  std::uint64_t count = 0;
};

struct Partition {
  std::string name;
  bool is_default = false;
  bool cpu_only = false;     // meant for work without GPUs
  bool nodes_known = false;  // the profile says which nodes it has
  bool whole_nodes = false;  // jobs get their nodes alone
  std::vector<HostRange> nodes;
  std::vector<NodeShare> shares;  // the same nodes, by group
  std::optional<Minutes> default_time;
  std::optional<Minutes> max_time;
  std::optional<std::uint64_t> min_nodes;
  std::optional<std::uint64_t> max_nodes;
  std::optional<std::uint64_t> max_cpus_per_node;
  std::vector<std::string> qos;       // allowed ones; empty: not known
  std::vector<std::string> accounts;  // that may use it; empty: not restricted or not known
  std::string restricted_to;          // who it is for, in words; empty: not known
  Source source;
};

struct Qos {
  std::string name;
  bool preemptible = false;
  std::optional<Minutes> max_time;
  std::optional<std::uint64_t> max_nodes;  // of one job
  std::optional<std::uint64_t> max_gpus;   // of one job
  std::vector<std::string> partitions;     // that it may be used in; empty: not known
  Source source;
};

// `*` at the end of a name stands for any rest: "project_*".
struct Account {
  std::string name;
  std::string qos;  // the one its jobs get; empty: the site's
  Source source;
};

// What one user may hold at a time. The first entry whose account and QoS match applies; absent means no limit.
struct Quota {
  std::string account;  // empty: any
  std::string qos;      // empty: any
  std::optional<std::uint64_t> max_gpus;
  std::optional<std::uint64_t> max_jobs;
  std::string note;  // how to get more: "24 with deadline access"
  Source source;
};

enum class NameKind : std::uint8_t { Partition, Qos, Account, Node, GpuType, Feature };

// A name that meant something once. `name` of a node may be a host list.
struct RetiredName {
  NameKind kind = NameKind::Partition;
  std::string name;
  std::vector<HostRange> nodes;  // of a node's name
  std::string say_instead;       // may be empty: leave it out
  Source source;
};

// Days on which nothing runs, as seconds since 1970, UTC; `end` lies behind the last one.
struct ServiceWindow {
  std::string day;  // "2026-09-15"
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

enum class TypeRule : std::uint8_t { Optional, Required, Forbidden };

// NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): there is one, and its members stand by their meaning
struct Site {
  std::string name;
  std::string title;
  Source source;
  bool partial = false;  // there are more partitions, QoS, nodes and types than the profile names
  std::optional<Release> release;
  std::string release_as_written;  // "21.08.8-2" reads as 22.05
  bool gpu_platform = false;       // jobs are expected to use a GPU
  bool off_peak_wanted = false;    // long and large jobs are asked to wait for the night
  std::string gpu_vendor;          // "nvidia", "amd", "" where mixed or not known
  std::vector<std::string> amd_gpu_types;
  std::vector<std::string> gpu_spellings;  // options that GPUs may be asked with; empty: any
  TypeRule gpu_type = TypeRule::Optional;
  Policy gpu_policy;  // of the two above: when, level and words
  std::vector<std::string> container_runtimes;
  std::vector<std::string> build_variables;  // that builds and pulls of images need
  std::string preferred_launcher;            // "srun", "ibrun"; empty: any
  std::vector<std::string> discouraged_launchers;
  Policy launcher_policy;
  std::optional<bool> enforce_part_limits;
  std::optional<std::uint64_t> max_array_index;
  bool one_task_per_core = false;  // SelectTypeParameters=CR_ONE_TASK_PER_CORE
  std::string default_account;
  std::string default_qos;
  std::optional<Minutes> default_time;
  std::optional<Megabytes> default_mem_per_cpu;
  std::optional<Megabytes> default_mem_per_gpu;
  std::optional<Megabytes> default_mem_per_node;
  std::optional<std::uint64_t> default_cpus_per_gpu;
  std::vector<Partition> partitions;
  std::vector<NodeGroup> nodes;
  std::vector<std::string> node_gpu_types;  // of `nodes`, without repeats; "" where some GPUs have no type
  std::vector<Qos> qos_list;
  std::vector<Account> accounts;
  std::vector<Quota> quotas;
  std::vector<RetiredName> retired;
  std::vector<ServiceWindow> windows;
  std::vector<RequiredOption> required;
  std::vector<ForbiddenOption> forbidden;
  std::vector<Limit> limits;
  std::vector<StepLimit> steps;
  std::vector<Ratio> ratios;
  std::vector<SiteLevel> levels;
  std::vector<SiteRule> rules;
  std::vector<SiteExample> examples;
  std::optional<Doors> doors;
  std::vector<std::string> plugin_options;  // long options that SPANK plugins add
  std::vector<std::string> script_folders;  // absolute; what scripts source from there may be read

  [[nodiscard]] const Partition* partition(std::string_view name) const;
  [[nodiscard]] const Partition* default_partition() const;
  [[nodiscard]] const Qos* find_qos(std::string_view name) const;
  // The group of that node; null where no [[node]] declares it.
  [[nodiscard]] const NodeGroup* node(std::string_view name) const;
  // The QoS of a job that names this account ("" = the site's default one) and none itself; "" where it is not known.
  [[nodiscard]] std::string_view usual_qos(std::string_view account) const;
  // The quota that binds a job of that account and QoS ("" = the site's default); null where none is known.
  [[nodiscard]] const Quota* quota(std::string_view account, std::string_view qos) const;
  // The most GPUs any node has: of `type` ("" = any), in `partition` ("" = any); 0 where its nodes have none of them.
  // Nothing where the nodes in question are not known.
  [[nodiscard]] std::optional<std::uint64_t> largest_gpu_node(std::string_view type, std::string_view partition) const;
  // Some node has GPUs of that type.
  [[nodiscard]] bool has_gpu_type(std::string_view type) const;
  // All types of GPU that have a name, without repeats.
  [[nodiscard]] std::vector<std::string_view> gpu_types() const;
  // Some node has GPUs without a type: any type may be theirs.
  [[nodiscard]] bool has_untyped_gpus() const;
  // True where `type` is one of AMD's, or the whole site is AMD's and the type is not known.
  [[nodiscard]] bool is_amd(std::string_view type) const;
  [[nodiscard]] std::optional<std::string_view> level_of(std::string_view code) const;
};

// `name` is `pattern`, or begins with it where the pattern ends in `*`.
[[nodiscard]] bool matches_pattern(std::string_view pattern, std::string_view name);

// Reads the text of the profile that `inherits` names: a built-in one, or a file. Fails where there is none.
using ReadProfile = std::function<Result<std::string>(std::string_view name)>;

// Reads a profile (format: docs/site-profile.md). Strict: an unknown key, a wrong type, a partition with a node that no
// [[node]] table declares, is an error. Its message begins with `FILE_NAME:LINE: ` and offers the nearest name; its
// place lies in `toml`. Nothing is half applied. `inherited` reads what `inherits` names; without it, built-in profiles
// only.
[[nodiscard]] Result<Site> parse_site(std::string_view toml, std::string_view file_name,
                                      const ReadProfile& inherited = {});

}  // namespace sbatchlint
