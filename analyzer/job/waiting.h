// How long a job only waits, and the loop in which it does.
#pragma once

#include <limits>
#include <optional>
#include <string_view>

#include "job/job.h"

namespace sbatchlint {

inline constexpr double kForever = std::numeric_limits<double>::infinity();

// A duration as sleep takes it, in seconds: `900`, `1.5h`, `2d`; kForever for `infinity`. Nothing for other text.
[[nodiscard]] std::optional<double> duration_seconds(std::string_view text);

// What the operands of a `sleep` add up to; nothing where one of them is not known.
[[nodiscard]] std::optional<double> sleep_seconds(const Invocation& sleep);

// The innermost loop around a place, or null.
[[nodiscard]] const Loop* innermost_loop(const Script& script, Span place);

}  // namespace sbatchlint
