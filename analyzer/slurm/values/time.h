// Lengths of time: --time, --time-min, --delay-boot, the TIME of --switches and --mem-update.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sbatchlint {

// Seconds as Slurm keeps them, in 32 bits that wrap. Two values stand for others: kInfinite for no limit, kNoValue for
// text that is no length of time (only `read_seconds` tells them from numbers that wrapped to the same bits: it
// cannot).
using Seconds = std::int32_t;
inline constexpr std::int32_t kNoValue = -2;   // 0xfffffffe
inline constexpr std::int32_t kInfinite = -1;  // 0xffffffff

// `M`, `M:S`, `H:M:S`, `D-`, `D-H`, `D-H:M`, `D-H:M:S`, `-1`, `INFINITE`, `UNLIMITED`. Fields have no upper bound:
// "90:61" is 5461 seconds. kNoValue where the text is none of these. Slurm 22.05 to 26.05, src/common/parse_time.c,
// time_str2secs.
[[nodiscard]] Seconds read_seconds(std::string_view text);

// The same in minutes, rounded up: "1:30" is 2. Slurm: time_str2mins.
[[nodiscard]] std::int32_t read_minutes(std::string_view text);

// "01:30:00", "1-12:00:00", "UNLIMITED", "INVALID" for a negative number. Slurm: mins2time_str, which takes the minutes
// as unsigned, and secs2time_str, which does not.
[[nodiscard]] std::string show_minutes(std::uint32_t minutes);
[[nodiscard]] std::string show_seconds(std::int64_t seconds);

}  // namespace sbatchlint
