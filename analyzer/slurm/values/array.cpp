#include "slurm/values/array.h"

#include <algorithm>
#include <cstdint>
#include <vector>

#include "slurm/values/text.h"

namespace sbatchlint {
namespace {

constexpr std::int64_t kHighestIndex = 4000000;  // MaxArraySize can be one more at most
constexpr std::uint64_t kMostExpanded = 100000;

struct Indices {
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::int64_t step = 1;
  [[nodiscard]] std::uint64_t size() const { return static_cast<std::uint64_t>((last - first) / step) + 1; }
};

// Slurm: slurm_parse_array_tok. Brackets are skipped wherever they may stand; text that is no number is 0.
std::optional<Indices> read_indices(std::string_view token) {
  const auto take_number = [&token] {
    const LeadingInteger number = read_integer(token);
    token.remove_prefix(number.length);
    if (token.starts_with(']')) token.remove_prefix(1);
    return number.value;
  };
  const auto ended = [&token] { return token.empty() || token.starts_with('%'); };
  if (token.starts_with('[')) token.remove_prefix(1);
  Indices indices;
  indices.first = take_number();
  indices.last = indices.first;
  if (indices.first < 0) return {};
  if (token.starts_with('-')) {
    token.remove_prefix(1);
    indices.last = take_number();
    if (token.starts_with(':')) {
      token.remove_prefix(1);
      indices.step = take_number();
      if (indices.step <= 0 || indices.step > kHighestIndex) return {};
    }
  }
  if (!ended() || indices.last < indices.first || indices.last > kHighestIndex) return {};
  return indices;
}

// Exact where the indices can be listed; else parts that overlap are counted twice.
std::uint64_t count_different(const std::vector<Indices>& parts) {
  std::uint64_t sum = 0;
  for (const Indices& part : parts) sum += part.size();
  if (parts.size() < 2 || sum > kMostExpanded) return sum;
  std::vector<std::int64_t> all;
  all.reserve(sum);
  for (const Indices& part : parts) {
    for (std::int64_t i = part.first; i <= part.last; i += part.step) all.push_back(i);
  }
  std::ranges::sort(all);
  return static_cast<std::size_t>(std::unique(all.begin(), all.end()) - all.begin());
}

}  // namespace

std::optional<ArraySpec> read_array(std::string_view text) {
  ArraySpec spec;
  if (const std::size_t percent = text.find('%'); percent != std::string_view::npos) {
    const std::int64_t limit = read_integer(text.substr(percent + 1)).value;
    if (limit > 0) spec.throttle = static_cast<std::uint64_t>(limit);
  }
  std::vector<Indices> parts;
  for (auto token = next_token(text, ","); !token.empty(); token = next_token(text, ",")) {
    const auto indices = read_indices(token);
    if (!indices) return {};
    parts.push_back(*indices);
    const Indices& part = parts.back();
    const auto highest =
        static_cast<std::uint64_t>(part.first) + (part.size() - 1) * static_cast<std::uint64_t>(part.step);
    spec.highest = std::max(spec.highest, highest);
  }
  spec.size = count_different(parts);
  return spec;
}

}  // namespace sbatchlint
