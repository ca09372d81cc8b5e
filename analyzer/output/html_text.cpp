#include "output/html_text.h"

#include "output/display.h"

namespace sbatchlint {

void append_html(std::string& out, std::string_view text) {
  for (const char c : visible(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  }
}

void append_html_message(std::string& out, std::string_view text) {
  while (!text.empty()) {
    const std::size_t open = text.find('`');
    const std::size_t close = open == std::string_view::npos ? open : text.find('`', open + 1);
    append_html(out, close == std::string_view::npos ? text : text.substr(0, open));
    if (close == std::string_view::npos) return;
    out += "<code>";
    append_html(out, text.substr(open + 1, close - open - 1));
    out += "</code>";
    text.remove_prefix(close + 1);
  }
}

}  // namespace sbatchlint
