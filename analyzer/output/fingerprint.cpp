#include "output/fingerprint.h"

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

Units units_of(std::string_view text) {
  Units units;
  units.text.reserve(text.size() + 1);
  bool after_return = false;
  while (!text.empty()) {
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
  units.text += kEndOfFile;
  return units;
}

std::uint64_t hash_from(const std::u16string& units, std::size_t begin) {
  std::uint64_t hash = 0;
  for (std::size_t i = begin; i < begin + kHashedUnits; ++i) hash = hash * kBase + (i < units.size() ? units[i] : 0U);
  return hash;
}

}  // namespace

std::vector<std::string> github_line_hashes(std::string_view text) {
  const Units units = units_of(text);
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
