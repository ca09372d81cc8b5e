// Byte offsets to lines and columns. Nothing below output/ knows of them.
#pragma once

#include <cstdint>
#include <string_view>

#include "text/source_text.h"
#include "text/span.h"

namespace sbatchlint {

// What a column counts: characters (text, JSON) or UTF-16 code units (SARIF). A byte order mark counts for neither, as
// editors do not show it.
enum class ColumnUnit : std::uint8_t { Character, Utf16 };

// 1-based. The byte behind a final newline stands at column 1 of a line of its own, as editors show it.
struct Place {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  friend bool operator==(Place, Place) = default;
};

[[nodiscard]] Place place_of(const SourceText& source, std::uint32_t offset, ColumnUnit unit);

// How many units a text has. place_of is 1 + width_in_units of the line up to the offset.
[[nodiscard]] std::uint32_t width_in_units(std::string_view text, ColumnUnit unit);

}  // namespace sbatchlint
