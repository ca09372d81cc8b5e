// Text of strangers, made safe and measurable for a terminal: escape sequences, invisible and direction-changing
// characters are shown as what they are and never reach the terminal.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sbatchlint {

// Appends the text as it is shown: a tab is four blanks, a control character its picture ("␛"), an invisible character
// its number ("<U+202E>"), a byte that is no UTF-8 "�".
void append_visible(std::string& out, std::string_view text);

// Appends the text of a line so, but for tabs and line breaks, which stay.
void append_visible_lines(std::string& out, std::string_view text);

// True for a character that append_visible shows by its picture or number: one that a terminal acts on, or that has no
// glyph, or that turns the direction of what follows.
[[nodiscard]] bool is_hidden(char32_t code);

// The columns that append_visible fills: two for wide East Asian characters, none for combining marks.
[[nodiscard]] std::uint32_t visible_width(std::string_view text);

[[nodiscard]] std::string visible(std::string_view text);

}  // namespace sbatchlint
