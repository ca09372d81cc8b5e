// What a site wants at its doors: where jobs are submitted, what is refused there, and what a user may change.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "site/condition.h"
#include "text/result.h"

namespace sbatchlint {

// The stages of a roll-out. Observe: a line in the log, nothing else. Warn: the user sees the findings. Block: what
// reaches the threshold is not submitted.
enum class DoorMode : std::uint8_t { Observe, Warn, Block };

// The few settings that count even where the rest of the profile cannot be read, or nobody is left to read it.
struct DoorRescue {
  DoorMode mode = DoorMode::Block;
  bool fails_closed = false;            // a job that cannot be linted is refused; else it is submitted
  std::uint64_t time_budget_ms = 2000;  // for linting one job
  std::string log;                      // "syslog", a file\'s path, or empty: none
};

// [doors] of a profile. A profile does not inherit it: a door belongs to a machine.
struct Doors {
  DoorRescue rescue;
  std::string fail_on = "error";  // "error", "warning" or "note"
  // What a user sets (options, variables, `.sbatchlint.toml`, comments in the script) has no effect at the door.
  bool binding = true;
  bool allow_force = true;     // --force REASON lets a job through
  bool command_lines = false;  // srun and salloc at a prompt are linted too
  Condition exempt;            // jobs that are only logged; no condition: none
  std::string sbatch;          // the real one; empty: the next one on PATH
  std::string docs;            // address of the published rule pages; empty: not known
};

// The words of a profile for the modes, in the order of DoorMode.
[[nodiscard]] std::string_view door_mode_name(DoorMode mode);

// The lines of [doors], from behind that one to the next table; nothing where there is no such line. `before` is how
// many lines stand above them. Found without reading the rest, which may be long.
struct DoorLines {
  std::string_view text;
  std::size_t before = 0;
};
[[nodiscard]] std::optional<DoorLines> find_door_lines(std::string_view toml);

// DoorRescue as the lines of [doors] say it, read without a TOML parser: `mode = "warn"`, one a line. What cannot be
// made out keeps its default. `mode = "block"` of another table does not count.
[[nodiscard]] DoorRescue read_door_lines(std::string_view toml);

// [doors] alone, read as strictly as the whole profile would be, in a fraction of the time; nothing where the profile
// has none. An error's line is the profile's.
[[nodiscard]] Result<std::optional<Doors>> read_doors(std::string_view toml, std::string_view file_name);

}  // namespace sbatchlint
