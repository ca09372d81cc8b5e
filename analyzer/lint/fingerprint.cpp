#include "lint/fingerprint.h"

#include <algorithm>
#include <cstddef>

namespace sbatchlint {

std::string hexadecimal(std::uint64_t number) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string digits;
  do {
    digits += kDigits[number % 16];
    number /= 16;
  } while (number != 0);
  std::ranges::reverse(digits);
  return digits;
}

std::string stable_hash(std::initializer_list<std::string_view> parts) {
  constexpr std::uint64_t kOffset = 0xcbf29ce484222325U;
  constexpr std::uint64_t kPrime = 0x100000001b3U;
  std::uint64_t hash = kOffset;
  for (const std::string_view part : parts) {
    for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
    hash = (hash ^ 0xFFU) * kPrime;  // no part of UTF-8 text
  }
  const std::string digits = hexadecimal(hash);
  return std::string(16 - digits.size(), '0') + digits;
}

std::string without_layout(std::string_view text) {
  constexpr std::string_view kLayout = " \t\r\n";
  std::string out;
  for (std::size_t at = text.find_first_not_of(kLayout); at != std::string_view::npos;) {
    const std::size_t end = std::min(text.find_first_of(kLayout, at), text.size());
    if (!out.empty()) out += ' ';
    out += text.substr(at, end - at);
    at = text.find_first_not_of(kLayout, end);
  }
  return out;
}

std::string content_fingerprint(const SourceText& shown, const Diagnostic& diagnostic) {
  const Span line = shown.line_span(shown.line_of(diagnostic.span.begin));
  return stable_hash(
      {diagnostic.rule->code, without_layout(shown.slice(diagnostic.span)), without_layout(shown.slice(line))});
}

}  // namespace sbatchlint
