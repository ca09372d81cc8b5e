#include "output/json_text.h"

#include <algorithm>
#include <cstdint>
#include <nlohmann/json.hpp>

#include "output/display.h"
#include "output/utf8.h"

namespace sbatchlint {
namespace {

bool is_common(char c) { return static_cast<unsigned char>(c) < 0x7F; }

// `\u202e`
void append_unit(std::string& out, std::uint32_t unit) {
  constexpr std::string_view kHexDigits = "0123456789abcdef";
  out += "\\u";
  for (const unsigned shift : {12U, 8U, 4U, 0U}) out += kHexDigits[(unit >> shift) & 0xFU];
}

void append_by_number(std::string& out, char32_t code) {
  constexpr char32_t kSupplementary = 0x10000;
  if (code < kSupplementary) return append_unit(out, code);
  append_unit(out, 0xD800U + ((code - kSupplementary) >> 10U));
  append_unit(out, 0xDC00U + ((code - kSupplementary) & 0x3FFU));
}

bool is_plain_in_json(char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; }

void append_escape(std::string& out, char32_t code) {
  switch (code) {
    case '"': out += "\\\""; break;
    case '\\': out += "\\\\"; break;
    case '\b': out += "\\b"; break;
    case '\f': out += "\\f"; break;
    case '\n': out += "\\n"; break;
    case '\r': out += "\\r"; break;
    case '\t': out += "\\t"; break;
    default: append_by_number(out, code);
  }
}

// A finished JSON text, its hidden characters by number. What is not ASCII stands within strings, where an escape means
// the same.
void append_without_hidden(std::string& out, std::string_view json) {
  while (!json.empty()) {
    const auto common = static_cast<std::size_t>(std::ranges::find_if_not(json, is_common) - json.begin());
    out += json.substr(0, common);
    json.remove_prefix(common);
    if (json.empty()) break;
    const Character character = first_character(json);
    if (is_hidden(character.code)) {
      append_by_number(out, character.code);
    } else {
      out += json.substr(0, character.bytes);
    }
    json.remove_prefix(character.bytes);
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const auto plain = static_cast<std::size_t>(std::ranges::find_if_not(text, is_plain_in_json) - text.begin());
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const Character character = first_character(text);
    if (is_hidden(character.code) || character.code == '"' || character.code == '\\') {
      append_escape(out, character.code);
    } else {
      append_utf8(out, character.code);
    }
    text.remove_prefix(character.bytes);
  }
  out += '"';
}

void append_json(std::string& out, const nlohmann::ordered_json& value, int indent) {
  append_without_hidden(out, value.dump(indent, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace sbatchlint
