#include "slurm/values/text.h"

#include <algorithm>
#include <limits>

#include "text/ascii.h"

namespace sbatchlint {
namespace {

constexpr int kNoDigit = 99;

constexpr int digit_value(char c) {
  if (is_digit(c)) return c - '0';
  const char lower = to_lower(c);
  return 'a' <= lower && lower <= 'z' ? lower - 'a' + 10 : kNoDigit;
}

bool has_hexadecimal_prefix(std::string_view text, std::size_t at) {
  return at + 2 < text.size() && text[at] == '0' && to_lower(text[at + 1]) == 'x' && digit_value(text[at + 2]) < 16;
}

LeadingInteger read_in_base(std::string_view text, int base) {
  std::size_t at = 0;
  while (at < text.size() && is_blank(text[at])) ++at;
  const bool negative = at < text.size() && text[at] == '-';
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  const bool prefixed = has_hexadecimal_prefix(text, at);
  if (base == 0) base = prefixed ? 16 : at < text.size() && text[at] == '0' ? 8 : 10;
  if (base == 16 && prefixed) at += 2;

  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  LeadingInteger read;
  for (; at < text.size() && digit_value(text[at]) < base; ++at) {
    const int digit = digit_value(text[at]);
    read.length = at + 1;
    if (read.value > (kMost - digit) / base) read.out_of_range = true;
    if (!read.out_of_range) read.value = read.value * base + digit;
  }
  if (read.out_of_range) read.value = negative ? std::numeric_limits<std::int64_t>::min() : kMost;
  if (negative && !read.out_of_range) read.value = -read.value;
  return read;
}

}  // namespace

bool starts_with_ignoring_case(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() &&
         std::equal(lower.begin(), lower.end(), text.begin(), [](char a, char b) { return a == to_lower(b); });
}

std::size_t find_ignoring_case(std::string_view text, std::string_view lower) {
  const auto found = std::search(text.begin(), text.end(), lower.begin(), lower.end(),
                                 [](char a, char b) { return to_lower(a) == b; });
  return found == text.end() && !lower.empty() ? std::string_view::npos
                                               : static_cast<std::size_t>(found - text.begin());
}

bool is_all_blank(std::string_view text) { return std::ranges::all_of(text, is_blank); }

std::string_view next_token(std::string_view& rest, std::string_view separators) {
  rest.remove_prefix(std::min(rest.find_first_not_of(separators), rest.size()));
  const std::string_view token = rest.substr(0, rest.find_first_of(separators));
  rest.remove_prefix(std::min(token.size() + 1, rest.size()));
  return token;
}

LeadingInteger read_integer(std::string_view text) { return read_in_base(text, 10); }
LeadingInteger read_hexadecimal(std::string_view text) { return read_in_base(text, 16); }
LeadingInteger read_integer_of_any_base(std::string_view text) { return read_in_base(text, 0); }

}  // namespace sbatchlint
