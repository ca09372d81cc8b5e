// --tres-per-task and the options that say parts of the same: --gpus-per-task and --cpus-per-task.
// Internal to this layer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "options/release.h"
#include "slurm/settings.h"

namespace sbatchlint {

struct TresConflict {
  std::string message;
  Opt opt = Opt::TresPerTask;
  Opt other = Opt::TresPerTask;
};

// What each task is given, as one list.
struct TresPerTask {
  std::string text;                            // as TresReader reads it: "cpu=2,gres/gpu:1"
  std::optional<std::uint64_t> cpus_per_task;  // where the list says it
  std::vector<TresConflict> conflicts;
};

// Slurm 23.02 to 26.05, src/common/slurm_opt.c, _validate_tres_per_task. Until 22.05 there is --gpus-per-task alone.
[[nodiscard]] TresPerTask merge_tres_per_task(const SubmitState& state, Release release);

}  // namespace sbatchlint
