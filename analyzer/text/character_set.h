// A set of characters that is asked for each character of a text.
#pragma once

#include <array>
#include <string_view>

#include "text/ascii.h"

namespace sbatchlint {

class CharacterSet {
 public:
  constexpr explicit CharacterSet(std::string_view members) {
    for (const char c : members) has_[static_cast<unsigned char>(c)] = true;
  }

  [[nodiscard]] constexpr CharacterSet with_letters_and_digits() const {
    CharacterSet set = *this;
    for (int c = 0; c < 128; ++c) {
      const char character = static_cast<char>(c);
      if (is_letter(character) || is_digit(character)) set.has_[static_cast<unsigned char>(c)] = true;
    }
    return set;
  }

  [[nodiscard]] constexpr bool has(char c) const { return has_[static_cast<unsigned char>(c)]; }

 private:
  std::array<bool, 256> has_{};
};

}  // namespace sbatchlint
