// What arithmetic does to variables.
#pragma once

#include <string_view>
#include <vector>

namespace sbatchlint {

// The variables that an expression sets: `i` and `n` of `i++, n += k * 2`. `x == 1` sets none.
[[nodiscard]] std::vector<std::string_view> assigned_in_arithmetic(std::string_view expression);

}  // namespace sbatchlint
