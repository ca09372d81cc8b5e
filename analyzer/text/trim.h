// Text without what is blank at its ends.
#pragma once

#include <string_view>

namespace sbatchlint {

// Without blanks, tabs, carriage returns and newlines at both ends. The answer points into `text`.
[[nodiscard]] constexpr std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const auto first = text.find_first_not_of(kBlanks);
  if (first == std::string_view::npos) return text.substr(0, 0);
  return text.substr(first, text.find_last_not_of(kBlanks) - first + 1);
}

}  // namespace sbatchlint
