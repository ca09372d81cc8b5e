// The table is that of the Unicode Standard, 3.9, "Well-Formed UTF-8 Byte Sequences": the first byte fixes the length
// and the range of the second.
#include "output/utf8.h"

#include <algorithm>
#include <cstdint>

namespace sbatchlint {
namespace {

struct Lead {
  std::uint8_t first = 0;  // lowest first byte of the row
  std::uint8_t length = 0;
  std::uint8_t second_low = 0;
  std::uint8_t second_high = 0;
};
constexpr Lead kLeads[] = {{0x00, 1, 0, 0},       {0x80, 0, 0, 0},       {0xC2, 2, 0x80, 0xBF}, {0xE0, 3, 0xA0, 0xBF},
                           {0xE1, 3, 0x80, 0xBF}, {0xED, 3, 0x80, 0x9F}, {0xEE, 3, 0x80, 0xBF}, {0xF0, 4, 0x90, 0xBF},
                           {0xF1, 4, 0x80, 0xBF}, {0xF4, 4, 0x80, 0x8F}, {0xF5, 0, 0, 0}};

std::uint8_t byte_at(std::string_view text, std::size_t index) { return static_cast<std::uint8_t>(text[index]); }

const Lead& lead_of(std::uint8_t first) {
  const auto* after = std::upper_bound(std::begin(kLeads), std::end(kLeads), first,
                                       [](std::uint8_t b, const Lead& row) { return b < row.first; });
  return *(after - 1);
}

}  // namespace

Character first_character(std::string_view text) {
  const std::uint8_t first = byte_at(text, 0);
  if (first < 0x80) return {.code = first, .bytes = 1, .valid = true};
  const Lead& lead = lead_of(first);
  if (lead.length == 0) return {};
  char32_t code = first & (0x7FU >> lead.length);
  for (std::size_t i = 1; i < lead.length; ++i) {
    const std::uint8_t low = i == 1 ? lead.second_low : 0x80;
    const std::uint8_t high = i == 1 ? lead.second_high : 0xBF;
    if (i >= text.size() || byte_at(text, i) < low || byte_at(text, i) > high) return {.bytes = i};
    code = (code << 6U) | (byte_at(text, i) & 0x3FU);
  }
  return {.code = code, .bytes = lead.length, .valid = true};
}

void append_utf8(std::string& out, char32_t code) {
  const auto put = [&out](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | (code >> 6U));
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | (code >> 12U));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | (code >> 18U));
    put(0x80U | ((code >> 12U) & 0x3FU));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character character = first_character(text);
    if (character.valid) {
      out += text.substr(0, character.bytes);
    } else {
      append_utf8(out, kReplacement);
    }
    text.remove_prefix(character.bytes);
  }
  return out;
}

}  // namespace sbatchlint
