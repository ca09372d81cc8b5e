#include "site/node_groups.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>

namespace sbatchlint {

namespace {

bool same_gpus(const std::vector<NodeGpus>& a, const std::vector<NodeGpus>& b) {
  return std::ranges::equal(a, b, [](const NodeGpus& one, const NodeGpus& other) {
    return one.type == other.type && one.count == other.count;
  });
}

bool is_same_kind(const NodeGroup& a, const NodeGroup& b) {
  return a.cpus == b.cpus && a.cores == b.cores && a.memory == b.memory && a.memory_exact == b.memory_exact &&
         a.features == b.features && same_gpus(a.gpus, b.gpus) && a.source.text == b.source.text &&
         a.source.as_of == b.source.as_of;
}

// The numbers alone: they tell most kinds apart.
std::uint64_t hash_of(const NodeGroup& group) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15;
  std::uint64_t hash = group.cpus.value_or(0) * kOdd + group.cores.value_or(0);
  hash = hash * kOdd + (group.memory ? group.memory->count : 0);
  for (const NodeGpus& gpus : group.gpus) hash = hash * kOdd + gpus.count;
  return hash;
}

}  // namespace

void add_node(NodeGroup& group, HostRange range) {
  group.count += range.count();
  const bool goes_on = !group.names.empty() && range.numbered && group.names.back().high + 1 == range.low &&
                       group.names.back().same_series(range);
  if (goes_on) {
    group.names.back().high = range.high;
  } else {
    group.names.push_back(std::move(range));
  }
}

void add_nodes(NodeGroup& group, std::vector<HostRange> names) {
  for (HostRange& range : names) add_node(group, std::move(range));
}

void join_equal_groups(std::vector<NodeGroup>& groups) {
  std::unordered_multimap<std::uint64_t, std::size_t> kinds;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const std::uint64_t hash = hash_of(groups[i]);
    const auto [first, last] = kinds.equal_range(hash);
    const auto same =
        std::find_if(first, last, [&](const auto& kind) { return is_same_kind(groups[kind.second], groups[i]); });
    if (same != last) {
      add_nodes(groups[same->second], std::move(groups[i].names));
      continue;
    }
    kinds.emplace(hash, kept);
    if (kept != i) groups[kept] = std::move(groups[i]);
    ++kept;
  }
  groups.resize(kept);
}

}  // namespace sbatchlint
