#include "output/place.h"

#include <algorithm>

#include "output/utf8.h"

namespace sbatchlint {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
constexpr char32_t kFirstSurrogatePair = 0x10000;

}  // namespace

std::uint32_t width_in_units(std::string_view text, ColumnUnit unit) {
  std::uint32_t width = 0;
  while (!text.empty()) {
    const Character character = first_character(text);
    width += unit == ColumnUnit::Utf16 && character.code >= kFirstSurrogatePair ? 2 : 1;
    text.remove_prefix(character.bytes);
  }
  return width;
}

Place place_of(const SourceText& source, std::uint32_t offset, ColumnUnit unit) {
  offset = std::min(offset, source.size());
  const std::uint32_t line = source.line_of(offset);
  const bool behind_final_newline = offset == source.size() && offset > 0 && source.bytes()[offset - 1] == '\n';
  if (behind_final_newline) return {.line = line + 2, .column = 1};
  std::string_view before = source.slice({.begin = source.line_span(line).begin, .end = offset});
  if (line == 0 && before.starts_with(kByteOrderMark)) before.remove_prefix(kByteOrderMark.size());
  return {.line = line + 1, .column = width_in_units(before, unit) + 1};
}

}  // namespace sbatchlint
