#include "output/display.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "output/utf8.h"
#include "output/zero_width.h"

namespace sbatchlint {
namespace {

constexpr std::string_view kTab = "    ";

// Shown by number: characters without a glyph, and those that turn the direction of what follows.
constexpr CodeRange kHidden[] = {{0x80, 0x9F},     {0xAD, 0xAD},     {0x61C, 0x61C},     {0x180E, 0x180E},
                                 {0x200B, 0x200F}, {0x2028, 0x202E}, {0x2060, 0x206F},   {0xFE00, 0xFE0F},
                                 {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFB}, {0xE0000, 0xE0FFF}, {0xF0000, 0x10FFFF}};

// East Asian Wide and Fullwidth (Unicode Annex 11), by block, and the emoji.
constexpr CodeRange kWide[] = {
    {0x1100, 0x115F},   {0x231A, 0x231B},   {0x23E9, 0x23EC},  {0x2614, 0x2615}, {0x2705, 0x2705}, {0x2728, 0x2728},
    {0x274C, 0x274C},   {0x2753, 0x2757},   {0x2795, 0x2797},  {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xA960, 0xA97F},
    {0xAC00, 0xD7A3},   {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},  {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F},
    {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD}};

constexpr char32_t kDelete = 0x7F;

bool is_in(std::span<const CodeRange> ranges, char32_t code) {
  const auto after = std::ranges::upper_bound(ranges, code, {}, &CodeRange::first);
  return after != ranges.begin() && code <= std::prev(after)->last;
}

// "<U+202E>"
void append_number(std::string& out, char32_t code) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string digits;
  for (char32_t rest = code; rest != 0 || digits.size() < 4; rest /= 16) digits += kDigits[rest % 16];
  out += "<U+";
  out.append(digits.rbegin(), digits.rend());
  out += '>';
}

// One character as it is shown; the number of columns it takes.
std::uint32_t append_shown(std::string& out, const Character& character, std::string_view bytes) {
  constexpr char32_t kPictures = 0x2400;
  constexpr char32_t kPictureOfDelete = 0x2421;
  const char32_t code = character.code;
  if (code == '\t') {
    out += kTab;
    return static_cast<std::uint32_t>(kTab.size());
  }
  if (code < ' ' || code == kDelete) {
    append_utf8(out, code == kDelete ? kPictureOfDelete : kPictures + code);
    return 1;
  }
  if (!character.valid) {
    append_utf8(out, kReplacement);
    return 1;
  }
  if (is_in(kHidden, code)) {
    const std::size_t before = out.size();
    append_number(out, code);
    return static_cast<std::uint32_t>(out.size() - before);
  }
  out += bytes;
  if (is_in(kZeroWidth, code)) return 0;
  return is_in(kWide, code) ? 2 : 1;
}

bool is_plain(char c) { return c >= ' ' && c <= '~'; }

std::uint32_t append_all(std::string& out, std::string_view text) {
  std::uint32_t width = 0;
  while (!text.empty()) {
    const auto* plain_end = std::ranges::find_if_not(text, is_plain);
    const auto plain = static_cast<std::uint32_t>(plain_end - text.begin());
    out += text.substr(0, plain);
    width += plain;
    text.remove_prefix(plain);
    if (text.empty()) break;
    const Character character = first_character(text);
    width += append_shown(out, character, text.substr(0, character.bytes));
    text.remove_prefix(character.bytes);
  }
  return width;
}

}  // namespace

void append_visible(std::string& out, std::string_view text) { append_all(out, text); }

void append_visible_lines(std::string& out, std::string_view text) {
  constexpr std::string_view kKept = "\t\r\n";
  while (!text.empty()) {
    const std::size_t end = std::min(text.find_first_of(kKept), text.size());
    append_all(out, text.substr(0, end));
    if (end < text.size()) out += text[end];
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

bool is_hidden(char32_t code) { return code < ' ' || code == kDelete || is_in(kHidden, code); }

std::uint32_t visible_width(std::string_view text) {
  std::string shown;
  return append_all(shown, text);
}

std::string visible(std::string_view text) {
  std::string shown;
  append_all(shown, text);
  return shown;
}

}  // namespace sbatchlint
