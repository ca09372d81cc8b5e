// A lexer that knows strings and comments, and counts dots outside of them. Where it goes wrong the text is no TOML.
#include "site/toml_guard.h"

#include <algorithm>

namespace sbatchlint {
namespace {

// The end of a string that begins at `at` with `quote`, once or three times.
std::size_t string_end(std::string_view toml, std::size_t at) {
  const char quote = toml[at];
  const bool escapes = quote == '"';
  const bool long_one = toml.substr(at, 3) == std::string_view(escapes ? R"(""")" : "'''");
  for (at += long_one ? 3 : 1; at < toml.size(); ++at) {
    if (escapes && toml[at] == '\\') {
      ++at;
    } else if (!long_one && (toml[at] == quote || toml[at] == '\n')) {
      return at + (toml[at] == quote ? 1 : 0);
    } else if (long_one && toml.substr(at, 3) == std::string_view(escapes ? R"(""")" : "'''")) {
      at += 3;
      while (at < toml.size() && toml[at] == quote) ++at;  // up to two of them belong to the text
      return at;
    }
  }
  return toml.size();
}

}  // namespace

std::optional<std::size_t> line_of_long_key(std::string_view toml) {
  std::size_t dots = 0;
  for (std::size_t at = 0; at < toml.size();) {
    const char c = toml[at];
    if (c == '"' || c == '\'') {
      at = string_end(toml, at);
      continue;
    }
    if (c == '#') {
      at = std::min(toml.find('\n', at), toml.size());
      continue;
    }
    if (c == '.' && ++dots >= kMostKeyParts) {
      return 1 + static_cast<std::size_t>(std::ranges::count(toml.substr(0, at), '\n'));
    }
    if (c == '\n' || c == '=' || c == ',' || c == '{' || c == '[') dots = 0;
    ++at;
  }
  return std::nullopt;
}

}  // namespace sbatchlint
