// What arithmetic does to variables, and what it comes to.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "shell/environment.h"

namespace sbatchlint {

// The variables that an expression sets: `i` and `n` of `i++, n += k * 2`. `x == 1` sets none.
[[nodiscard]] std::vector<std::string_view> assigned_in_arithmetic(std::string_view expression);

// The value of `24 * 3600` and of `HOURS * 60` where HOURS is known: decimal numbers, variables, parentheses, the
// operators of C for numbers and comparisons. Nothing for anything else: assignments, other bases, `?:`, bits, what
// does not fit into 64 bits, division by zero.
[[nodiscard]] std::optional<std::int64_t> arithmetic_value(std::string_view expression, Environment& environment);

}  // namespace sbatchlint
