// What a site wants of its users, as opposed to what the cluster is: each entry with its condition, its level, its own
// words and where they are from.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "site/command_pattern.h"
#include "site/condition.h"
#include "slurm/units.h"

namespace sbatchlint {

// Where an entry of a profile comes from: an address or a document's name, and the day it was true (YYYY-MM-DD).
struct Source {
  std::string text;
  std::string as_of;
};

// What every entry of a policy has.
struct Policy {
  Condition when;       // empty: always
  std::string level;    // "off", "note", "warning" or "error"
  std::string message;  // the site's own words instead of ours; may be empty
  std::string help;     // the site's advice; may be empty
  Source source;
};

// Jobs have to give one of these options (long names).
struct RequiredOption {
  std::vector<std::string> options;
  Policy policy;
};

// Jobs may not give this option, or not with one of these values (`*` at the end of one stands for any rest).
struct ForbiddenOption {
  std::string option;
  std::vector<std::string> values;  // empty: any
  Policy policy;
};

// What limits count. NodeMinutes is nodes times time; the others as the facts of the same names.
enum class Quantity : std::uint8_t {
  Time,
  Nodes,
  Tasks,
  Cpus,
  Gpus,
  GpusPerNode,
  Memory,
  ArraySize,
  NodeMinutes,
};

// "time", "nodes", ... as profiles write them, in the order of Quantity.
[[nodiscard]] std::string_view quantity_name(Quantity quantity);

// At least `min`, at most `max`: minutes, megabytes or a plain count.
struct Limit {
  Quantity of = Quantity::Gpus;
  std::optional<std::uint64_t> min;
  std::optional<std::uint64_t> max;
  Policy policy;
};

// What a job should take with each of its GPUs at most.
struct Ratio {
  std::optional<std::uint64_t> cpus;
  std::optional<Megabytes> memory;
  Policy policy;
};

// A limit that depends on the size of the job: up to `up_to` of `by`, at most `max` of `of`. Ascending; beyond the last
// one nothing is allowed.
struct SizeStep {
  std::uint64_t up_to = 0;
  std::uint64_t max = 0;
};
struct StepLimit {
  Quantity of = Quantity::Time;
  Quantity by = Quantity::Nodes;
  std::vector<SizeStep> steps;
  Policy policy;
};

// A level that the site gives a rule: "off", "note", "warning" or "error" for a code ("SB314").
struct SiteLevel {
  std::string code;
  std::string level;
  std::string reason;  // the site's words, one sentence; may be empty
  Source source;
};

// A script of the profile that `site check` runs. `codes` are what must be found in it; empty: nothing above a note.
struct SiteExample {
  std::string title;
  std::string script;
  std::vector<std::string> codes;
  std::uint32_t line = 0;  // of its table in the profile, 1-based
  Source source;
};

// A rule that the site declares as data. It fires where its condition holds and, if it has commands, at each command
// that matches one of them.
struct SiteRule {
  std::string code;     // SB901 to SB999
  std::string name;     // the problem, in words joined by dashes
  std::string message;  // lower case, no full stop
  std::string help;
  std::string level;
  std::string docs;  // an address; may be empty
  Condition when;
  std::vector<CommandPattern> commands;  // `singularity shell`
  std::vector<std::string> bad;          // scripts in which it must fire
  std::vector<std::string> good;         // and in which it must not
  std::uint32_t line = 0;                // of its table in the profile, 1-based
  Source source;
};

}  // namespace sbatchlint
