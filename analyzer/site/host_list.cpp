#include "site/host_list.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>

#include <fmt/format.h>

namespace sbatchlint {

namespace {

constexpr std::size_t kMostHosts = 65'536;

// "08-10" or "3": the texts it stands for are appended. False where it is no range, or too large a one.
bool append_range(std::string_view range, std::vector<std::string>& out) {
  const std::size_t dash = range.find('-');
  const std::string_view low_text = range.substr(0, dash);
  const std::string_view high_text = dash == std::string_view::npos ? low_text : range.substr(dash + 1);
  const auto number = [](std::string_view text) -> std::optional<std::uint64_t> {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return value;
  };
  const auto low = number(low_text);
  const auto high = number(high_text);
  if (!low || !high || *high < *low || *high - *low >= kMostHosts) return false;
  for (std::uint64_t i = *low; i <= *high; ++i) out.push_back(fmt::format("{:0{}}", i, low_text.size()));
  return true;
}

// Every name of `heads` followed by every one of the bracket's texts.
Result<std::vector<std::string>> multiply(const std::vector<std::string>& heads, std::string_view bracket) {
  std::vector<std::string> tails;
  for (std::size_t at = 0; at <= bracket.size();) {
    const std::size_t comma = std::min(bracket.find(',', at), bracket.size());
    const std::string_view range = bracket.substr(at, comma - at);
    if (!append_range(range, tails)) return Error{.message = fmt::format("`{}` is not a range of numbers", range)};
    at = comma + 1;
  }
  if (heads.size() * tails.size() > kMostHosts) return Error{.message = "more than 65,536 node names"};
  std::vector<std::string> names;
  names.reserve(heads.size() * tails.size());
  for (const std::string& head : heads) {
    for (const std::string& tail : tails) names.push_back(head + tail);
  }
  return names;
}

// One element of the list, without top-level commas.
Result<std::vector<std::string>> expand_element(std::string_view element) {
  if (element.empty()) return Error{.message = "an empty node name"};
  std::vector<std::string> names{""};
  while (!element.empty()) {
    const std::size_t open = element.find_first_of("[]");
    for (std::string& name : names) name += element.substr(0, open);
    if (open == std::string_view::npos) return names;
    const std::size_t close = element.find_first_of("[]", open + 1);
    if (element[open] != '[' || close == std::string_view::npos || element[close] != ']') {
      return Error{.message = fmt::format("unbalanced brackets in `{}`", element)};
    }
    auto multiplied = multiply(names, element.substr(open + 1, close - open - 1));
    if (!multiplied) return multiplied;
    names = std::move(multiplied).value();
    element.remove_prefix(close + 1);
  }
  return names;
}

// Calls each(element) for what stands between commas outside brackets, until one is false.
template <typename Each>
bool each_element(std::string_view text, Each each) {
  bool bracket = false;
  std::size_t start = 0;
  for (std::size_t i = text.find_first_of(",[]"); i != std::string_view::npos; i = text.find_first_of(",[]", i + 1)) {
    if (text[i] != ',') bracket = text[i] == '[';
    if (text[i] != ',' || bracket) continue;
    if (!each(text.substr(start, i - start))) return false;
    start = i + 1;
  }
  return each(text.substr(start));
}

constexpr std::size_t kLongestNumber = 18;  // digits that surely fit

bool is_host_digit(char c) { return '0' <= c && c <= '9'; }

std::uint64_t power_of_ten(std::uint32_t exponent) {
  std::uint64_t power = 1;
  for (std::uint32_t i = 0; i < exponent; ++i) power *= 10;
  return power;
}

// Numbers with a leading zero are one series, those without another.
void append_series(std::string_view prefix, std::uint32_t width, std::uint64_t low, std::uint64_t high,
                   std::vector<HostRange>& ranges) {
  const std::uint64_t natural = width <= 1 ? 0 : power_of_ten(width - 1);
  if (low < natural) {
    ranges.push_back({std::string(prefix), true, width, low, std::min(high, natural - 1)});
  }
  if (high >= natural) ranges.push_back({std::string(prefix), true, 0, std::max(low, natural), high});
}

// "a[08-10,3]" with nothing but one bracket, at its end. False where it is not so simple.
bool append_simple(std::string_view element, std::vector<HostRange>& ranges) {
  const std::size_t open = element.find('[');
  if (open == std::string_view::npos || element.back() != ']') return false;
  const std::string_view prefix = element.substr(0, open);
  const std::string_view inside = element.substr(open + 1, element.size() - open - 2);
  if (inside.find_first_of("[]") != std::string_view::npos || (!prefix.empty() && is_host_digit(prefix.back())))
    return false;
  const std::size_t before = ranges.size();
  for (std::size_t at = 0; at <= inside.size();) {
    const std::size_t comma = std::min(inside.find(',', at), inside.size());
    const std::string_view range = inside.substr(at, comma - at);
    const std::size_t dash = std::min(range.find('-'), range.size());
    const std::string_view low_text = range.substr(0, dash);
    const std::string_view high_text = dash == range.size() ? low_text : range.substr(dash + 1);
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    const auto read = [](std::string_view text, std::uint64_t& number) {
      if (text.empty() || text.size() > kLongestNumber) return false;
      const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
      return error == std::errc() && end == text.data() + text.size();
    };
    if (!read(low_text, low) || !read(high_text, high) || high < low || high - low >= kMostHosts) {
      ranges.resize(before);
      return false;
    }
    append_series(prefix, static_cast<std::uint32_t>(low_text.size()), low, high, ranges);
    at = comma + 1;
  }
  return true;
}

std::string padded(std::uint64_t number, std::uint32_t width) { return fmt::format("{:0{}}", number, width); }

}  // namespace

Result<std::vector<std::string>> expand_host_list(std::string_view text) {
  std::vector<std::string> all;
  std::optional<Error> error;
  each_element(text, [&](std::string_view element) {
    auto names = expand_element(element);
    if (!names) error = names.error();
    if (!names) return false;
    std::ranges::move(names.value(), std::back_inserter(all));
    if (all.size() > kMostHosts) error = Error{.message = "more than 65,536 node names", .place = {}};
    return !error;
  });
  if (error) return *error;
  return all;
}

std::string HostRange::first() const { return numbered ? prefix + padded(low, width) : prefix; }

HostRange host_of(std::string_view name) {
  std::size_t digits = 0;
  while (digits < name.size() && is_host_digit(name[name.size() - 1 - digits])) ++digits;
  if (digits == 0 || digits > kLongestNumber) return {.prefix = std::string(name)};
  const std::string_view number = name.substr(name.size() - digits);
  std::uint64_t value = 0;
  (void)std::from_chars(number.data(), number.data() + number.size(), value);
  const bool leading_zero = digits > 1 && number.front() == '0';
  return {.prefix = std::string(name.substr(0, name.size() - digits)),
          .numbered = true,
          .width = leading_zero ? static_cast<std::uint32_t>(digits) : 0,
          .low = value,
          .high = value};
}

Result<bool> read_host_ranges(std::string_view text, std::vector<HostRange>& ranges) {
  Result<bool> answer = true;
  each_element(text, [&](std::string_view element) {
    if (!element.empty() && element.find_first_of("[]") == std::string_view::npos) {
      ranges.push_back(host_of(element));
      return true;
    }
    if (append_simple(element, ranges)) return true;
    const auto names = expand_element(element);
    if (!names) answer = names.error();
    if (!names) return false;
    for (const std::string& name : names.value()) ranges.push_back(host_of(name));
    return true;
  });
  return answer;
}

std::string host_list_text(const std::vector<HostRange>& ranges) {
  std::string text;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    if (i > 0) text += ',';
    // Neighbours of one series share a bracket; a padded range goes on where its numbers outgrow the width.
    std::size_t last = i;
    const auto joins = [&](const HostRange& next) {
      return next.numbered && next.prefix == ranges[i].prefix && ranges[i].numbered &&
             (next.width == ranges[i].width || next.width == 0);
    };
    while (last + 1 < ranges.size() && joins(ranges[last + 1])) ++last;
    if (last == i && ranges[i].count() == 1) {
      text += ranges[i].first();
      continue;
    }
    text += ranges[i].prefix + '[';
    for (std::size_t k = i; k <= last; ++k) {
      const HostRange& range = ranges[k];
      if (k > i) text += ',';
      text += padded(range.low, range.width);
      if (range.high > range.low) text += '-' + padded(range.high, range.width);
    }
    text += ']';
    i = last;
  }
  return text;
}

}  // namespace sbatchlint
