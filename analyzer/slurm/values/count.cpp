#include "slurm/values/count.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "slurm/values/text.h"
#include "text/ascii.h"

namespace sbatchlint {
namespace {

constexpr std::int64_t kMostInt = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t kMostListedNodes = 16384;  // slurm.h, MAX_JOB_SIZE_BITMAP
constexpr std::uint16_t kNoShortCount = 65534;    // slurm.h, NO_VAL16

constexpr std::string_view kNoNodeCount = "not a number of nodes";

Refusal not_a_node_count(std::string_view text) {
  return {.message = fmt::format("\"{}\" is not a valid node count", text), .reason = std::string(kNoNodeCount)};
}

// One bound: a number with K or M, or both, after it; -1 where it has no value. Slurm: str_to_nodes.
struct Bound {
  std::int32_t count = -1;
  bool followed_by_text = false;
};

Bound read_bound(std::string_view text, Release release) {
  const LeadingInteger number = read_integer(text);
  if (number.length == 0) return {.followed_by_text = !is_all_blank(text)};
  auto count = static_cast<std::uint64_t>(number.value);
  std::string_view rest = text.substr(number.length);
  if (!rest.empty() && to_lower(rest.front()) == 'k') {
    count *= 1024;
    rest.remove_prefix(1);
  }
  if (!rest.empty() && to_lower(rest.front()) == 'm') {
    count *= 1024 * 1024;
    rest.remove_prefix(1);
  }
  const auto whole = static_cast<std::int64_t>(count);
  const bool fits = release < Release::V23_02 || (whole >= 0 && whole <= kMostInt);
  return {.count = fits ? static_cast<std::int32_t>(count) : -1, .followed_by_text = !is_all_blank(rest)};
}

// The digits between two separators of a list, whatever else stands between them. Slurm: bitfmt2int.
std::int32_t digits_of(std::string_view text) {
  std::uint32_t sum = 0;
  for (const char c : text) {
    if (is_digit(c)) sum = sum * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return static_cast<std::int32_t>(sum);
}

struct Ends {
  std::int32_t min = -1;
  std::int32_t max = -1;
  void add(std::int32_t first, std::int32_t last) {
    if (first > last) return;
    min = min < 0 ? first : std::min(min, first);
    max = std::max(max, last);
  }
};

Ends ends_of_list(std::string_view text) {
  Ends ends;
  while (!text.empty()) {
    const std::string_view piece = text.substr(0, text.find(','));
    text.remove_prefix(std::min(piece.size() + 1, text.size()));
    const std::size_t dash = piece.rfind('-');
    if (dash == std::string_view::npos) {
      ends.add(digits_of(piece), digits_of(piece));
    } else {
      const std::size_t before = piece.rfind('-', dash == 0 ? 0 : dash - 1);
      const std::size_t begin = before == std::string_view::npos || before == dash ? 0 : before + 1;
      ends.add(digits_of(piece.substr(begin, dash - begin)), digits_of(piece.substr(dash + 1)));
    }
  }
  return ends;
}

// `FIRST-LAST:STEP`; LAST itself is left out.
std::optional<Ends> ends_of_steps(std::string_view text) {
  const LeadingInteger first = read_integer(text);
  text.remove_prefix(first.length);
  if (!text.starts_with('-')) return {};
  const LeadingInteger last = read_integer(text.substr(1));
  text.remove_prefix(1 + last.length);
  if (!text.starts_with(':')) return {};
  const LeadingInteger step = read_integer(text.substr(1));
  if (step.length + 1 != text.size() || last.value < first.value || step.value <= 0 || first.value < 0) return {};
  Ends ends;
  const std::int64_t steps = (last.value - first.value - 1) / step.value;
  if (last.value > first.value) {
    ends.add(static_cast<std::int32_t>(first.value), static_cast<std::int32_t>(first.value + steps * step.value));
  }
  return ends;
}

Reading<NodeCount> read_node_list(std::string_view text) {
  std::string_view rest = text;
  for (auto token = next_token(rest, ",-:"); !token.empty(); token = next_token(rest, ",-:")) {
    const LeadingInteger number = read_integer(token);
    if (number.length != token.size() || number.value >= kMostListedNodes) return not_a_node_count(token);
  }
  std::optional<Ends> ends;
  if (text.find(':') == std::string_view::npos) {
    ends = ends_of_list(text);
  } else {
    ends = ends_of_steps(text);
  }
  if (!ends) return not_a_node_count(text);
  return NodeCount{.min = ends->min, .max = ends->max, .is_list = true};
}

}  // namespace

Reading<std::int32_t> read_count(std::string_view text, std::string_view name, Zero zero, Release release) {
  const LeadingInteger number = read_integer(text);
  const std::int64_t least = zero == Zero::Allowed ? 0 : 1;
  if (number.length != text.size() || number.value < least) {
    return Refusal{.message = fmt::format("Invalid numeric value \"{}\" for {}.", text, name),
                   .reason = zero == Zero::Allowed ? "not a whole number" : "not a whole number above zero",
                   .exit_status = kPlainExit};
  }
  const std::int64_t limit = release >= Release::V23_02 ? kMostInt : std::numeric_limits<std::int64_t>::max();
  if (number.value >= limit) {
    const std::string_view large = release >= Release::V23_11 ? "too large" : "to big";
    return Refusal{.message = fmt::format("Numeric argument ({}) {} for {}.", number.value, large, name),
                   .reason = "too large a number",
                   .exit_status = kPlainExit};
  }
  return static_cast<std::int32_t>(static_cast<std::uint32_t>(number.value));
}

std::optional<std::uint16_t> read_short_count(std::string_view text) {
  const LeadingInteger number = read_integer(text);
  const bool whole = number.length == text.size();
  if (!whole || number.value < 0 || number.value >= kNoShortCount) return {};
  return static_cast<std::uint16_t>(number.value);
}

Reading<NodeCount> read_node_count(std::string_view text, Release release) {
  if (release >= Release::V23_02 && text.find_first_of(",:") != std::string_view::npos) return read_node_list(text);
  NodeCount nodes;
  const std::size_t dash = text.find('-');
  if (dash != std::string_view::npos) {
    const std::string_view min_text = text.substr(0, dash);
    const Bound min = read_bound(min_text, release);
    if (min.followed_by_text) return not_a_node_count(min_text);
    const Bound max = read_bound(text.substr(dash + 1), release);
    if (max.followed_by_text) return not_a_node_count(text.substr(dash + 1));
    nodes = {.min = min.count < 0 ? 1 : min.count, .max = max.count};
  } else {
    const Bound bound = read_bound(text, release);
    if (bound.followed_by_text || bound.count < 0) return not_a_node_count(text);
    nodes = {.min = bound.count, .max = bound.count};
  }
  if (nodes.max != 0 && nodes.max < nodes.min) {
    return Refusal{
        .message = fmt::format("Maximum node count {} is less than minimum node count {}", nodes.max, nodes.min),
        .reason = "a range whose end is below its start"};
  }
  return nodes;
}

}  // namespace sbatchlint
