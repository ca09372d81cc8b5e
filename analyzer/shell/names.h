// Names of shell variables.
#pragma once

#include <algorithm>
#include <string_view>

#include "text/ascii.h"

namespace sbatchlint {

[[nodiscard]] constexpr bool is_name_character(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

[[nodiscard]] constexpr bool is_name(std::string_view text) {
  return !text.empty() && !is_digit(text.front()) && std::ranges::all_of(text, is_name_character);
}

}  // namespace sbatchlint
