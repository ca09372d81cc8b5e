// What is known about the cluster a script is meant for. Facts and policy of one profile; knows no rule by its code
// except as a key of `levels`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "options/release.h"
#include "slurm/units.h"
#include "text/result.h"

namespace sbatchlint {

// Where an entry of a profile comes from: an address or a document's name, and the day it was true (YYYY-MM-DD).
struct Source {
  std::string text;
  std::string as_of;
};

// GPUs of one type in a node.
struct NodeGpus {
  std::string type;
  std::uint64_t count = 0;
};

// A group of equal nodes. Absent numbers are not known, and nothing is concluded from them.
struct NodeGroup {
  std::vector<std::string> names;     // one by one: "a256-t4-01", "a256-t4-02"
  std::vector<NodeGpus> gpus;         // empty: none
  std::optional<std::uint64_t> cpus;  // Slurm's CPUs: hardware threads where SMT is on
  std::optional<Megabytes> memory;    // nominal is an upper bound; see memory_exact
  bool memory_exact = false;
  std::vector<std::string> partitions;  // that hold at least one of them
  Source source;
};

struct Partition {
  std::string name;
  bool is_default = false;
  bool cpu_only = false;     // meant for work without GPUs
  bool nodes_known = false;  // the profile says which nodes it has
  std::optional<Minutes> default_time;
  std::optional<Minutes> max_time;
  std::vector<std::string> qos;       // allowed ones; empty: not known
  std::vector<std::string> accounts;  // that may use it; empty: not restricted or not known
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

enum class NameKind : std::uint8_t { Partition, Qos, Account, Node };

// A name that meant something once. `name` of a node may be a host list.
struct RetiredName {
  NameKind kind = NameKind::Partition;
  std::string name;
  std::string say_instead;  // may be empty: leave it out
  Source source;
};

// An option that jobs have to give. Empty lists: whatever the partition or the QoS.
struct RequiredOption {
  std::string option;  // long name: "time"
  std::vector<std::string> partitions;
  std::vector<std::string> qos;
  Source source;
};

// A level that the site gives a rule: "off", "note", "warning" or "error" for a code ("SB314").
struct SiteLevel {
  std::string code;
  std::string level;
  std::string reason;  // the site's words, one sentence; may be empty
  Source source;
};

struct Site {
  std::string name;
  std::string title;
  Source source;
  std::optional<Release> release;
  std::string release_as_written;  // "21.08.8-2" reads as 22.05
  bool gpu_platform = false;       // jobs are expected to use a GPU
  std::string gpu_vendor;          // "nvidia", "amd", "" where mixed or not known
  std::vector<std::string> amd_gpu_types;
  std::vector<std::string> container_runtimes;
  std::optional<bool> enforce_part_limits;
  std::string default_account;
  std::string default_qos;
  std::vector<Partition> partitions;
  std::vector<NodeGroup> nodes;
  std::vector<Quota> quotas;
  std::vector<RetiredName> retired;
  std::vector<RequiredOption> required;
  std::vector<SiteLevel> levels;
  std::vector<std::string> plugin_options;  // long options that SPANK plugins add

  [[nodiscard]] const Partition* partition(std::string_view name) const;
  [[nodiscard]] const Partition* default_partition() const;
  // The quota that binds a job of that account and QoS ("" = the site's default); null where none is known.
  [[nodiscard]] const Quota* quota(std::string_view account, std::string_view qos) const;
  // The most GPUs any node has: of `type` ("" = any), in `partition` ("" = any); 0 where its nodes have none of them.
  // Nothing where the nodes in question are not known.
  [[nodiscard]] std::optional<std::uint64_t> largest_gpu_node(std::string_view type, std::string_view partition) const;
  // Some node has GPUs of that type.
  [[nodiscard]] bool has_gpu_type(std::string_view type) const;
  // True where `type` is one of AMD's, or the whole site is AMD's and the type is not known.
  [[nodiscard]] bool is_amd(std::string_view type) const;
  [[nodiscard]] std::optional<std::string_view> level_of(std::string_view code) const;
};

// Reads a profile (format: docs/site-profile.md). Strict: an unknown key, a wrong type, a partition with a node that no
// [[node]] table declares, is an error. Its message begins with `FILE_NAME:LINE: ` and offers the nearest name; its
// place lies in `toml`. Nothing is half applied.
[[nodiscard]] Result<Site> parse_site(std::string_view toml, std::string_view file_name);

}  // namespace sbatchlint
