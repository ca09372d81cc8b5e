// The environment variables that sbatch reads as options. Internal to this layer.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "options/release.h"
#include "slurm/settings.h"

namespace sbatchlint {

// One variable. Slurm 22.05 to 26.05, src/sbatch/opt.c, env_vars.
struct Variable {
  std::string_view name;
  Opt opt = Opt::Account;
  Release since = kOldestRelease;
  std::optional<Release> until;  // later releases end without a word where it is set
};

// In the order sbatch reads them: of two that set the same option the later wins.
[[nodiscard]] std::span<const Variable> option_variables();

// The value of a variable; nothing where it is not set.
[[nodiscard]] std::optional<std::string_view> variable(const SubmitContext& context, std::string_view name);

// The one that sbatch sets itself, so that what --hint says holds for later components.
inline constexpr std::string_view kHintVariable = "SLURM_HINT";

// Numbers of nodes behind one switch and how long to wait for them: parts of --switches that only the environment can
// give apart.
inline constexpr std::string_view kSwitchesVariable = "SBATCH_REQ_SWITCH";
inline constexpr std::string_view kSwitchesWaitVariable = "SBATCH_WAIT4SWITCH";

// Whether text given to an option without an argument sets it (nothing, `yes`, a number other than 0) or takes it back.
// Slurm 22.05 to 26.05, src/common/slurm_opt.c, slurm_process_option.
[[nodiscard]] bool sets_flag(std::string_view text);

}  // namespace sbatchlint
