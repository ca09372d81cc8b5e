// What to say about a value that Slurm does not take: what it may look like, and what was most likely meant.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "options/release.h"

namespace sbatchlint {

// The grammar of an option's value, as the second half of a sentence: "a time limit is minutes, MM:SS, HH:MM:SS, ..."
// for `time`. Empty for options that take any text. `option` is the long name.
[[nodiscard]] std::string_view value_grammar(std::string_view option);

// The nearest value that the release takes: "1:00:00" for `--time=1h`, "1536M" for `--mem=1.5G`, "BEGIN" for
// `--mail-type=START`. Nothing where no guess is good enough. What it returns has been read as sbatch reads it.
[[nodiscard]] std::optional<std::string> nearest_value(std::string_view option, std::string_view written,
                                                       Release release);

}  // namespace sbatchlint
