#include "output/xml.h"

#include <cstdint>
#include <string>

#include "output/display.h"
#include "output/utf8.h"

namespace sbatchlint {
namespace {

bool has_no_form(char32_t code) {
  return (code < 0x20 && code != '\t' && code != '\n' && code != '\r') || code == 0xFFFE || code == 0xFFFF;
}

}  // namespace

void append_xml(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const Character next = first_character(text);
    text.remove_prefix(next.bytes);
    switch (next.code) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\n': out += "&#10;"; break;
      case '\r': out += "&#13;"; break;
      case '\t': out += "&#9;"; break;
      default:
        if (has_no_form(next.code)) {
          append_utf8(out, kReplacement);
        } else if (is_hidden(next.code)) {
          out += "&#" + std::to_string(static_cast<std::uint32_t>(next.code)) + ';';
        } else {
          append_utf8(out, next.code);
        }
    }
  }
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
  out += ' ';
  out += name;
  out += "=\"";
  append_xml(out, value);
  out += '"';
}

}  // namespace sbatchlint
