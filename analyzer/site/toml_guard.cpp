// A lexer that knows strings and comments, and counts dots outside of them. Where it goes wrong the text is no TOML.
#include "site/toml_guard.h"

#include <algorithm>

namespace sbatchlint {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

bool is_ascii(char c) { return static_cast<unsigned char>(c) < 0x80; }

class Lexer {
 public:
  explicit Lexer(std::string_view toml) : toml_(toml) {}

  std::optional<TomlFlaw> flaw() {
    std::size_t dots = 0;
    for (std::size_t at = toml_.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0; at < toml_.size() && !flaw_;) {
      const char c = toml_[at];
      if (c == '"' || c == '\'') {
        if (in_value_ && follows_word(at)) look_at_word(at);
        at = string_end(at);
        continue;
      }
      if (c == '#') {
        at = std::min(toml_.find('\n', at), toml_.size());
        continue;
      }
      if (c == '.' && ++dots >= kMostKeyParts) note(at, "a key has more than 16 parts");
      if (!is_ascii(c)) note(at, "a character outside of ASCII stands outside of quotes");
      if (c == '[' || c == '{') ++depth_;
      if (c == ']' || c == '}') --depth_;
      if (c == '=' || c == '\n') in_value_ = c == '=' || depth_ > 0;
      if (c == '\n' || c == '=' || c == ',' || c == '{' || c == '[') dots = 0;
      ++at;
    }
    return flaw_;
  }

 private:
  void note(std::size_t at, const char* what) {
    if (flaw_) return;
    flaw_ = TomlFlaw{.line = 1 + static_cast<std::size_t>(std::ranges::count(toml_.substr(0, at), '\n')), .what = what};
  }

  // `0"a"`: to the library no string begins there, but the number goes on. `1."a"` may be a key in braces as well.
  [[nodiscard]] bool follows_word(std::size_t at) const {
    return at > 0 && std::string_view(" \t\r\n=,[{").find(toml_[at - 1]) == std::string_view::npos;
  }

  void look_at_word(std::size_t at) {
    for (; at < toml_.size() && std::string_view(" \t\r\n]},#").find(toml_[at]) == std::string_view::npos; ++at) {
      if (!is_ascii(toml_[at])) return note(at, "a character outside of ASCII stands in a number");
    }
  }

  // The end of a string that begins at `at` with a quote, once or three times.
  std::size_t string_end(std::size_t at) {
    const char quote = toml_[at];
    const bool escapes = quote == '"';
    const std::string_view three = escapes ? R"(""")" : "'''";
    const bool long_one = toml_.substr(at, 3) == three;
    for (at += long_one ? 3 : 1; at < toml_.size(); ++at) {
      if (escapes && toml_[at] == '\\') {
        if (long_one) look_behind_backslash(at);
        ++at;
      } else if (!long_one && (toml_[at] == quote || toml_[at] == '\n')) {
        return at + (toml_[at] == quote ? 1 : 0);
      } else if (long_one && toml_.substr(at, 3) == three) {
        at += 3;
        while (at < toml_.size() && toml_[at] == quote) ++at;  // up to two of them belong to the text
        return at;
      }
    }
    return toml_.size();
  }

  void look_behind_backslash(std::size_t at) {
    const std::size_t next = toml_.find_first_not_of(" \t\r\n", at + 1);
    if (next != std::string_view::npos && !is_ascii(toml_[next]))
      note(next, "a character outside of ASCII stands behind a backslash that joins lines");
  }

  std::string_view toml_;
  std::optional<TomlFlaw> flaw_;
  bool in_value_ = false;  // behind a `=` of the line, or between brackets
  int depth_ = 0;          // open brackets
};

}  // namespace

std::optional<TomlFlaw> find_toml_flaw(std::string_view toml) { return Lexer(toml).flaw(); }

}  // namespace sbatchlint
