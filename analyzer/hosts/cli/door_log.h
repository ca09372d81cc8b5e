// One line for each decision at a door, made to be counted: words of KEY=VALUE, always in the same order.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "hosts/world/world.h"
#include "site/doors.h"

namespace sbatchlint::cli {

// What the linter says of the job. Block: something reaches the threshold. Unseen: the door cannot see the script.
enum class DoorVerdict : std::uint8_t { Clean, Findings, Block, Unseen, Broken };

struct DoorRecord {
  std::string door;  // "submit", "shim", "cli_filter"
  bool submitted = true;
  DoorVerdict verdict = DoorVerdict::Clean;
  DoorMode mode = DoorMode::Block;
  std::string tool = "sbatch";
  std::string site;
  std::uint32_t errors = 0;
  std::uint32_t warnings = 0;
  std::string codes;  // "SB201,SB301"; empty: none
  bool exempt = false;
  std::string forced;  // the user's reason; empty: not forced
  std::string script;
  std::string why;  // Broken: what went wrong
  std::uint64_t took_ms = 0;
};

// `door=shim action=submit verdict=block mode=warn user=1000 tool=sbatch site=ai-cloud errors=1 warnings=0 codes=SB301
// exempt=no ms=4 script="job.sh"`, then `forced="..."` and `why="..."` where there is something to say.
[[nodiscard]] std::string door_line(const DoorRecord& record, unsigned user);

// Writes the line where the site wants it. A log that cannot be written keeps no job from being submitted.
void write_door_log(const DoorRecord& record, const std::string& log, const World& world);

}  // namespace sbatchlint::cli
