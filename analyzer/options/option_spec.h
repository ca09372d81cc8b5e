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

// One row. An option whose argument kind changed has one row for each span of releases.
struct OptionSpec {
  std::string_view name;  // without dashes: "cpus-per-task"
  char letter = '\0';     // 'c', or NUL where it has none
  ArgumentKind argument = ArgumentKind::Required;
  Release since = kOldestRelease;
  std::optional<Release> until;  // the last release that has it
};

// All rows of a tool, sorted by name.
[[nodiscard]] std::span<const OptionSpec> option_table(Tool tool);

// The row of a long name in a release; null where that release has none. Exact names only.
[[nodiscard]] const OptionSpec* find_option(Tool tool, Release release, std::string_view name);
[[nodiscard]] const OptionSpec* find_short_option(Tool tool, Release release, char letter);

}  // namespace sbatchlint
