// Names from fixed lists that sbatch checks after all options are read: --hint, --propagate, and --acctg-freq.
#pragma once

#include <optional>
#include <string_view>

#include "slurm/values/reading.h"

namespace sbatchlint {

// Slurm 22.05 to 26.05, src/common/proc_args.c, verify_hint. `help` is refused without a word.
[[nodiscard]] std::optional<Refusal> check_hint(std::string_view text);

// Slurm 22.05 to 26.05, src/common/slurm_rlimits_info.c, parse_rlimits.
[[nodiscard]] std::optional<Refusal> check_propagate(std::string_view text);

// Slurm 22.05 to 26.05, src/common/proc_args.c, validate_acctg_freq.
[[nodiscard]] std::optional<Refusal> check_acctg_freq(std::string_view text);

}  // namespace sbatchlint
