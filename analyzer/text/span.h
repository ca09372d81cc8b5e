// A place in a file, in bytes. Lines, columns and UTF-16 units are made by output/ alone.
#pragma once

#include <algorithm>
#include <cstdint>

namespace sbatchlint {

// The bytes [begin, end) of the *outermost* file: text nested in a heredoc, in `bash -c '...'` or in `--wrap=` has
// spans of the file that a person has open, never of the piece. An empty span (begin == end) is a position between two
// bytes.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;

  [[nodiscard]] constexpr std::uint32_t size() const { return end - begin; }
  [[nodiscard]] constexpr bool empty() const { return begin == end; }
  [[nodiscard]] constexpr bool contains(std::uint32_t offset) const { return begin <= offset && offset < end; }
  [[nodiscard]] constexpr bool contains(Span other) const { return begin <= other.begin && other.end <= end; }

  friend constexpr bool operator==(Span, Span) = default;
  friend constexpr auto operator<=>(Span, Span) = default;
};

// The smallest span that covers both.
[[nodiscard]] constexpr Span cover(Span a, Span b) {
  return {.begin = std::min(a.begin, b.begin), .end = std::max(a.end, b.end)};
}

}  // namespace sbatchlint
