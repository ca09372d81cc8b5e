// Names of shell variables.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "text/ascii.h"

namespace sbatchlint {

[[nodiscard]] constexpr bool is_name_character(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

[[nodiscard]] constexpr bool is_name(std::string_view text) {
  return !text.empty() && !is_digit(text.front()) && std::ranges::all_of(text, is_name_character);
}

// The name under which an element of an associative array is kept: `c[key]` can be no variable of its own.
[[nodiscard]] inline std::string name_of_element(std::string_view array, std::string_view key) {
  return std::string(array) + "[" + std::string(key) + "]";
}

}  // namespace sbatchlint
