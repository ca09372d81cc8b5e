#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <vector>

#include "slurm/values/hosts.h"
#include "slurm/values/text.h"
#include "text/ascii.h"

namespace sbatchlint {
namespace {

// Hosts that differ in the number at their end alone; or one host without a number.
struct HostRange {
  std::string_view prefix;
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  std::size_t width = 0;
  bool numbered = false;
};

HostRange take_apart_host(std::string_view name) {
  std::size_t digits = 0;
  while (digits < name.size() && is_digit(name[name.size() - 1 - digits])) ++digits;
  if (digits == 0) return {.prefix = name};
  const auto number = static_cast<std::uint64_t>(read_integer(name.substr(name.size() - digits)).value);
  return {
      .prefix = name.substr(0, name.size() - digits), .low = number, .high = number, .width = digits, .numbered = true};
}

std::size_t zeros_before(std::uint64_t number, std::size_t width) {
  std::size_t digits = 1;
  while ((number /= 10) != 0) ++digits;
  return width > digits ? width - digits : 0;
}

// Whether one width can stand for both; it does then. Slurm: _width_equiv.
bool unify_widths(HostRange& a, HostRange& b) {
  if (a.width == b.width) return true;
  const bool a_changes = zeros_before(a.low, a.width) != zeros_before(a.low, b.width);
  const bool b_changes = zeros_before(b.low, b.width) != zeros_before(b.low, a.width);
  if (a_changes && b_changes) return false;
  (a_changes ? b : a).width = a_changes ? a.width : b.width;
  return true;
}

bool share_brackets(const HostRange& a, const HostRange& b) { return a.numbered && b.numbered && a.prefix == b.prefix; }

void append_numbers(std::string& text, const HostRange& range) {
  text += fmt::format("{:0{}}", range.low, range.width);
  if (range.high > range.low) text += fmt::format("-{:0{}}", range.high, range.width);
}

}  // namespace

std::string show_hosts(std::span<const std::string_view> names) {
  std::vector<HostRange> ranges;
  for (const std::string_view name : names) {
    HostRange next = take_apart_host(name);
    const bool continues = !ranges.empty() && share_brackets(ranges.back(), next) &&
                           ranges.back().high + 1 == next.low && unify_widths(ranges.back(), next);
    if (continues) {
      ranges.back().high = next.high;
    } else {
      ranges.push_back(next);
    }
  }
  std::string text;
  for (std::size_t i = 0; i < ranges.size();) {
    std::size_t end = i + 1;
    while (end < ranges.size() && share_brackets(ranges[i], ranges[end])) ++end;
    if (!text.empty()) text += ',';
    text += ranges[i].prefix;
    const bool brackets = end > i + 1 || ranges[i].high > ranges[i].low;
    if (brackets) text += '[';
    for (std::size_t k = i; k < end && ranges[k].numbered; ++k) {
      if (k > i) text += ',';
      append_numbers(text, ranges[k]);
    }
    if (brackets) text += ']';
    i = end;
  }
  return text;
}

}  // namespace sbatchlint
