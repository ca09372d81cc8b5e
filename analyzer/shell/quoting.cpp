#include "shell/quoting.h"

#include <array>
#include <cstdint>

#include "text/ascii.h"

namespace sbatchlint {
namespace {

struct Escape {
  char letter;
  char meaning;
};
constexpr std::array kEscapes = {
    Escape{'n', '\n'},  Escape{'t', '\t'}, Escape{'r', '\r'}, Escape{'e', '\x1b'}, Escape{'E', '\x1b'},
    Escape{'a', '\a'},  Escape{'b', '\b'}, Escape{'f', '\f'}, Escape{'v', '\v'},   Escape{'\\', '\\'},
    Escape{'\'', '\''}, Escape{'"', '"'},  Escape{'?', '?'},
};

int digit_value(char c) {
  if (is_digit(c)) return c - '0';
  const char lower = to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : 99;
}

// Up to `count` digits of `base` from `at` on, which moves behind them.
char number_at(std::string_view text, std::size_t& at, int base, int count) {
  int value = 0;
  while (count-- > 0 && at < text.size() && digit_value(text[at]) < base)
    value = value * base + digit_value(text[at++]);
  return static_cast<char>(static_cast<unsigned char>(value));
}

// The text up to the closing quote, which `at` moves behind. Nothing if there is an expansion in it, or no end.
std::optional<std::string> double_quoted(std::string_view text, std::size_t& at) {
  std::string result;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '"') return result;
    if (c == '$' || c == '`') return {};
    const bool escapes =
        c == '\\' && at + 1 < text.size() && std::string_view("$`\"\\").find(text[at + 1]) != std::string_view::npos;
    if (escapes) ++at;
    result += text[at];
  }
  return {};
}

}  // namespace

std::string unquoted_ansi_c(std::string_view text) {
  if (text.size() < 3) return {};
  text = text.substr(2, text.size() - 3);
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const char c = text[at++];
    if (c != '\\' || at == text.size()) {
      result += c;
      continue;
    }
    const char letter = text[at];
    if (letter >= '0' && letter <= '7') {
      result += number_at(text, at, 8, 3);
      continue;
    }
    ++at;
    if (letter == 'x') {
      result += number_at(text, at, 16, 2);
      continue;
    }
    char meaning = letter;
    for (const Escape& escape : kEscapes) {
      if (escape.letter == letter) meaning = escape.meaning;
    }
    result += meaning;
  }
  return result;
}

std::optional<std::string> unquoted_literal(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '$' || c == '`') return {};
    if (c == '\'') {
      const std::size_t end = text.find('\'', at + 1);
      if (end == std::string_view::npos) return {};
      result += text.substr(at + 1, end - at - 1);
      at = end;
    } else if (c == '"') {
      ++at;
      const std::optional<std::string> inside = double_quoted(text, at);
      if (!inside) return {};
      result += *inside;
    } else {
      if (c == '\\' && at + 1 < text.size()) ++at;
      result += text[at];
    }
  }
  return result;
}

}  // namespace sbatchlint
