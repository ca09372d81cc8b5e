#include "output/fingerprint.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <unordered_map>

#include "output/utf8.h"

namespace sbatchlint {
namespace {

constexpr std::size_t kHashedUnits = 100;
constexpr std::uint64_t kBase = 37;
constexpr char16_t kEndOfFile = 0xFFFF;

void append_utf16(std::u16string& units, char32_t code) {
  constexpr char32_t kSupplementary = 0x10000;
  if (code < kSupplementary) {
    units += static_cast<char16_t>(code);
    return;
  }
  units += static_cast<char16_t>(0xD800 + ((code - kSupplementary) >> 10U));
  units += static_cast<char16_t>(0xDC00 + ((code - kSupplementary) & 0x3FFU));
}

// What is hashed: the units that count, and where each line begins among them.
struct Units {
  std::u16string text;
  std::vector<std::size_t> lines{0};
};

// Of the first `most_lines` lines, and of as much behind them as their hashes cover.
Units units_of(std::string_view text, std::size_t most_lines) {
  Units units;
  bool after_return = false;
  const auto is_enough = [&units, most_lines] {
    return units.lines.size() >= most_lines && units.text.size() >= units.lines[most_lines - 1] + kHashedUnits;
  };
  while (!text.empty()) {
    if (is_enough()) break;
    const Character character = first_character(text);
    text.remove_prefix(character.bytes);
    const bool second_half = after_return && character.code == '\n';
    after_return = character.code == '\r';
    if (character.code == ' ' || character.code == '\t' || second_half) continue;
    if (character.code != '\r' && character.code != '\n') {
      append_utf16(units.text, character.code);
      continue;
    }
    units.text += u'\n';
    units.lines.push_back(units.text.size());
  }
  if (text.empty()) units.text += kEndOfFile;
  units.lines.resize(std::min(units.lines.size(), most_lines));
  return units;
}

std::uint64_t hash_from(const std::u16string& units, std::size_t begin) {
  std::uint64_t hash = 0;
  for (std::size_t i = begin; i < begin + kHashedUnits; ++i) hash = hash * kBase + (i < units.size() ? units[i] : 0U);
  return hash;
}

}  // namespace

std::vector<std::string> github_line_hashes(std::string_view text, std::size_t most_lines) {
  if (most_lines == 0) return {};
  const Units units = units_of(text, most_lines);
  std::unordered_map<std::uint64_t, std::size_t> seen;
  std::vector<std::string> hashes;
  hashes.reserve(units.lines.size());
  for (const std::size_t begin : units.lines) {
    const std::uint64_t hash = hash_from(units.text, begin);
    hashes.push_back(hexadecimal(hash) + ":" + std::to_string(++seen[hash]));
  }
  return hashes;
}

}  // namespace sbatchlint
