// Slurm's ways with text, in C's own terms: letters of either case, tokens, leading numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "text/ascii.h"

namespace sbatchlint {

// isspace() of the C locale.
[[nodiscard]] constexpr bool is_blank(char c) { return c == ' ' || ('\t' <= c && c <= '\r'); }

// `lower` is written in lower case.
[[nodiscard]] bool starts_with_ignoring_case(std::string_view text, std::string_view lower);
// The offset of the first occurrence, or npos.
[[nodiscard]] std::size_t find_ignoring_case(std::string_view text, std::string_view lower);
[[nodiscard]] bool is_all_blank(std::string_view text);

// Takes the next non-empty piece between any of `separators` off the front of `rest`, as strtok_r does; empty where
// none is left.
[[nodiscard]] std::string_view next_token(std::string_view& rest, std::string_view separators);

// What strtoll makes of the beginning of a text: blanks, a sign, digits.
struct LeadingInteger {
  std::int64_t value = 0;  // the nearest end of the range where there are too many digits
  std::size_t length = 0;  // bytes used up; 0 where no digit stands there
  bool out_of_range = false;
};
[[nodiscard]] LeadingInteger read_integer(std::string_view text);
// The same in base 16 (`0x` optional), or in the base that the prefix says (`0x1f`, `017`).
[[nodiscard]] LeadingInteger read_hexadecimal(std::string_view text);
[[nodiscard]] LeadingInteger read_integer_of_any_base(std::string_view text);

}  // namespace sbatchlint
