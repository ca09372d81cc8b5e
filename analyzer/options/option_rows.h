// The words that the option tables are written in. For the tables of this folder alone.
#pragma once

#include <span>

#include "options/option_spec.h"

namespace sbatchlint {

namespace option_rows {
inline constexpr char kNoLetter = '\0';
inline constexpr ArgumentKind kNone = ArgumentKind::None;
inline constexpr ArgumentKind kRequired = ArgumentKind::Required;
inline constexpr ArgumentKind kOptional = ArgumentKind::Optional;
inline constexpr Reach kJob = Reach::Job;
inline constexpr Reach kComponent = Reach::Component;
inline constexpr Reach kCommandLine = Reach::CommandLine;
using enum Release;
}  // namespace option_rows

[[nodiscard]] std::span<const OptionSpec> sbatch_options();
[[nodiscard]] std::span<const OptionSpec> srun_options();
[[nodiscard]] std::span<const OptionSpec> salloc_options();

}  // namespace sbatchlint
