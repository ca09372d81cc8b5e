// Lints one submission: the script with the environment and the command line over it, as sbatch will see it.
#pragma once

#include <optional>
#include <string>

#include "hosts/cli/door_log.h"
#include "hosts/cli/door_policy.h"
#include "hosts/cli/sbatch_line.h"
#include "hosts/world/world.h"
#include "text/result.h"

namespace sbatchlint::cli {

// A script larger than this is not linted; slurmctld refuses above 4 MiB unless told otherwise.
inline constexpr std::size_t kLargestScript = std::size_t{8} << 20U;

// What is linted: a script's text, or the command line of srun and salloc as a script.
struct DoorText {
  std::string name;  // as findings name it
  std::string text;
};

// The text of a submission, `given` where it was read before. Nothing where the door cannot see it, or where sbatch
// cannot read it either and will say so. An Error where it could hide something: a pipe for a name, a file too large.
[[nodiscard]] Result<std::optional<DoorText>> door_text(const SubmitLine& line, InputFrom from,
                                                        const std::optional<std::string>& given, const World& world);

// What was found, and what the user is to see of it.
struct DoorJudgement {
  DoorRecord record;
  std::string shown;       // findings from `warning` on, as text
  std::string beside;      // which options the command line and the environment set, where something was found
  bool names_job = false;  // some directive or variable does
};

[[nodiscard]] Result<DoorJudgement> judge(const DoorText& text, const SubmitLine& line,
                                          const SubmitDoorArguments& arguments, const DoorPolicy& policy);

}  // namespace sbatchlint::cli
