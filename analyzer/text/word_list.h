// Small lists of words kept in one literal, for tables: "install update remove".
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace sbatchlint {

// True where `word` is one of the words of `list`, which are separated by single blanks: lists("a bc", "bc").
[[nodiscard]] constexpr bool lists(std::string_view list, std::string_view word) {
  for (std::size_t at = 0; at < list.size();) {
    const std::size_t end = std::min(list.find(' ', at), list.size());
    if (list.substr(at, end - at) == word) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace sbatchlint
