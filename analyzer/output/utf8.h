// Bytes to characters, as decoders of the web and of editors do it: each longest beginning of a sequence that cannot be
// completed counts as one U+FFFD.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sbatchlint {

inline constexpr char32_t kReplacement = 0xFFFD;

// The first character of a text that is not empty, and how many bytes it takes (1 to 4).
struct Character {
  char32_t code = kReplacement;
  std::size_t bytes = 1;
  bool valid = false;
};
[[nodiscard]] Character first_character(std::string_view text);

// Appends a character. `code` is a valid one.
void append_utf8(std::string& out, char32_t code);

// The text with whatever is no UTF-8 replaced by U+FFFD.
[[nodiscard]] std::string valid_utf8(std::string_view text);

}  // namespace sbatchlint
