// Sizes: --mem, --mem-per-cpu, --mem-per-gpu, --tmp.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "slurm/units.h"

namespace sbatchlint {

// A whole number of megabytes, or of the unit that K, M, G or T names (any case, a B may follow): "4g", "4GB", "1K" is
// 1. Nothing where the text is none. Slurm 22.05 to 26.05, src/common/proc_args.c, str_to_mbytes.
[[nodiscard]] std::optional<Megabytes> read_size(std::string_view text);

// In the largest unit that leaves a whole number, megabytes without one: "512", "4G", "0" as "0P". Slurm:
// mbytes_to_str.
[[nodiscard]] std::string show_size(Megabytes size);

}  // namespace sbatchlint
