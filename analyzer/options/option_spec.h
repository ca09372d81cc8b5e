// The options of sbatch, srun and salloc as data: one row an option. A new release of Slurm is a change to these rows.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "options/release.h"

namespace sbatchlint {

enum class Tool : std::uint8_t { Sbatch, Srun, Salloc };

enum class ArgumentKind : std::uint8_t { None, Required, Optional };

// How far an option of sbatch reaches. Slurm 26.05, src/common/slurm_opt.c, reset_each_pass and sbatch_early_pass.
enum class Reach : std::uint8_t {
  Job,          // set in one component of a heterogeneous job, it holds in those after it, too
  Component,    // each component starts without it
  CommandLine,  // works on the command line alone; in a script it is accepted and does nothing
};

// One row. An option whose argument kind or reach changed has one row for each span of releases.
struct OptionSpec {
  std::string_view name;  // without dashes: "cpus-per-task"
  char letter = '\0';     // 'c', or NUL where it has none
  ArgumentKind argument = ArgumentKind::Required;
  Reach reach = Reach::Job;  // of sbatch's options; Job for those of the other tools
  Release since = kOldestRelease;
  std::optional<Release> until;  // the last release that has it

  [[nodiscard]] constexpr bool exists_in(Release release) const {
    return since <= release && (!until || release <= *until);
  }
};

// All rows of a tool, sorted by name, then by release.
[[nodiscard]] std::span<const OptionSpec> option_table(Tool tool);

// The row of a long name in a release; null where that release has none. Exact names only.
[[nodiscard]] const OptionSpec* find_option(Tool tool, Release release, std::string_view name);
[[nodiscard]] const OptionSpec* find_short_option(Tool tool, Release release, char letter);

// The rows whose names begin with `prefix`, of any release: what an abbreviation may stand for.
[[nodiscard]] std::span<const OptionSpec> options_with_prefix(Tool tool, std::string_view prefix);

}  // namespace sbatchlint
