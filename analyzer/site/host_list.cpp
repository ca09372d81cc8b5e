#include "site/host_list.h"

#include <charconv>
#include <cstddef>
#include <cstdint>
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

}  // namespace

Result<std::vector<std::string>> expand_host_list(std::string_view text) {
  std::vector<std::string> all;
  std::size_t start = 0;
  bool bracket = false;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ',';
    if (c == '[') bracket = true;
    if (c == ']') bracket = false;
    if (i < text.size() && (c != ',' || bracket)) continue;
    auto names = expand_element(text.substr(start, i - start));
    if (!names) return names;
    all.insert(all.end(), names.value().begin(), names.value().end());
    if (all.size() > kMostHosts) return Error{.message = "more than 65,536 node names"};
    start = i + 1;
  }
  return all;
}

}  // namespace sbatchlint
