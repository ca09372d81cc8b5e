#include "slurm/values/distribution.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "slurm/values/text.h"

namespace sbatchlint {
namespace {

constexpr std::size_t kMostLevels = 3;

Refusal layout_refusal() {
  return {.message = "Invalid --distribution specification", .reason = "not a way to lay tasks out"};
}

std::string in_lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), to_lower);
  return lower;
}

// `fcyclic` says nothing of nodes; only the three listed words stand at the other levels.
bool is_level(std::string_view word, std::size_t level) {
  return word == "block" || word == "cyclic" || (level > 0 && word == "fcyclic");
}

// Splits at colons, several in a row count as one, and fills asterisks in. Nothing for more than three parts.
std::optional<std::string> join_levels(std::string_view text) {
  std::string joined;
  std::string socket_level;
  std::size_t level = 0;
  for (auto token = next_token(text, ":"); !token.empty(); token = next_token(text, ":"), ++level) {
    if (level == kMostLevels) return {};
    std::string word = in_lower_case(token);
    if (word == "*") word = level == 0 ? "block" : level == 1 ? "cyclic" : socket_level;
    if (level == 1) socket_level = word;
    if (level > 0) joined += ':';
    joined += word;
  }
  return joined;
}

bool are_levels(std::string_view joined) {
  std::size_t level = 0;
  for (auto word = next_token(joined, ":"); !word.empty(); word = next_token(joined, ":"), ++level) {
    if (!is_level(word, level)) return false;
  }
  return level > 0;
}

bool set_packing(DistributionSpec& spec, std::string_view word) {
  if (word == "pack") return spec.pack = true;
  if (word == "nopack") return spec.no_pack = true;
  return false;
}

Reading<DistributionSpec> read_plane(std::string_view text, std::optional<std::string_view> variable) {
  const std::size_t equals = text.find('=');
  std::optional<std::string_view> size = variable;
  if (equals != std::string_view::npos) size = text.substr(equals + 1);
  const LeadingInteger number = read_integer(size.value_or(""));
  const bool whole = number.length > 0 && number.length == size->size();
  if (!whole || number.value <= 0 || number.value > std::numeric_limits<std::int32_t>::max()) {
    return Refusal{.message = "Invalid plane size or size not specified", .reason = "a plane without a size"};
  }
  return DistributionSpec{.layout = Layout::Plane, .plane_size = static_cast<std::uint32_t>(number.value)};
}

}  // namespace

Reading<DistributionSpec> read_distribution(std::string_view text,
                                            std::optional<std::string_view> plane_size_variable) {
  if (starts_with_ignoring_case(text, "plane")) return read_plane(text, plane_size_variable);
  if (text.empty() || text.starts_with(',')) return layout_refusal();
  const std::size_t comma = text.find(',');
  const auto joined = join_levels(text.substr(0, comma));
  if (!joined) return layout_refusal();

  DistributionSpec spec;
  if (are_levels(*joined)) {
    spec.layout = Layout::Levels;
    spec.levels = *joined;
  } else if (*joined == "arbitrary" || *joined == "hostfile") {
    spec.layout = Layout::Arbitrary;
  } else if (!set_packing(spec, *joined)) {
    return layout_refusal();
  }
  const std::string_view flag = comma == std::string_view::npos ? std::string_view{} : text.substr(comma + 1);
  if (!flag.empty() && !set_packing(spec, in_lower_case(flag))) return layout_refusal();
  return spec;
}

std::optional<std::string> show_distribution(const DistributionSpec& spec) {
  std::string shown;
  switch (spec.layout) {
    case Layout::Unset: break;
    case Layout::Arbitrary: shown = "arbitrary"; break;
    case Layout::Plane: shown = fmt::format("plane={}", spec.plane_size); break;
    case Layout::Levels: shown = spec.levels; break;
  }
  if (spec.pack != spec.no_pack) {
    if (!shown.empty()) shown += ',';
    shown += spec.pack ? "pack" : "nopack";
  }
  if (shown.empty()) return {};
  return shown;
}

}  // namespace sbatchlint
