// Points in time: --begin and --deadline.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "options/release.h"
#include "slurm/values/reading.h"

namespace sbatchlint {

// Seconds since 1970, UTC. "now+1hour", "tomorrow12:00", "2034-01-20T10:00", "16:00" (today or tomorrow), "0120"
// (the next 20 January); 0 where the text names nothing at all. Times of day are read in UTC: sbatch reads them in the
// zone of the machine it runs on. Slurm 22.05 to 26.05, src/common/parse_time.c, parse_time.
[[nodiscard]] Reading<std::int64_t> read_point_in_time(std::string_view text, std::int64_t now, Release release);

// "2034-01-20T10:00:00"
[[nodiscard]] std::string show_point_in_time(std::int64_t seconds);

}  // namespace sbatchlint
