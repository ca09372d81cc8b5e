// What is looked for in a TOML text before the library reads it.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace sbatchlint {

inline constexpr std::size_t kMostKeyParts = 16;

// The line, from 1, of the first key with more than kMostKeyParts parts (`a.b.c` has three). The library makes a table
// inside a table of each part and walks them by recursion: a key of a hundred thousand parts would end the stack.
[[nodiscard]] std::optional<std::size_t> line_of_long_key(std::string_view toml);

}  // namespace sbatchlint
