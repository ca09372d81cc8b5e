#include "site/site.h"

#include <algorithm>

namespace sbatchlint {

namespace {

bool holds(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::uint64_t gpus_of(const NodeGroup& group, std::string_view type) {
  std::uint64_t total = 0;
  for (const NodeGpus& gpus : group.gpus) {
    if (type.empty() || gpus.type == type) total += gpus.count;
  }
  return total;
}

}  // namespace

const Partition* Site::partition(std::string_view wanted) const {
  const auto found = std::ranges::find(partitions, wanted, &Partition::name);
  return found == partitions.end() ? nullptr : &*found;
}

const Partition* Site::default_partition() const {
  const auto found = std::ranges::find_if(partitions, &Partition::is_default);
  return found == partitions.end() ? nullptr : &*found;
}

const Quota* Site::quota(std::string_view account, std::string_view qos) const {
  const std::string_view real_account = account.empty() ? std::string_view(default_account) : account;
  const std::string_view real_qos = qos.empty() ? std::string_view(default_qos) : qos;
  const auto binds = [&](const Quota& quota) {
    return (quota.account.empty() || quota.account == real_account) && (quota.qos.empty() || quota.qos == real_qos);
  };
  const auto found = std::ranges::find_if(quotas, binds);
  return found == quotas.end() ? nullptr : &*found;
}

std::optional<std::uint64_t> Site::largest_gpu_node(std::string_view type, std::string_view in_partition) const {
  if (nodes.empty()) return std::nullopt;
  if (!in_partition.empty()) {
    const Partition* known = partition(in_partition);
    if (known == nullptr || !known->nodes_known) return std::nullopt;
  }
  std::uint64_t largest = 0;
  for (const NodeGroup& group : nodes) {
    if (!in_partition.empty() && !holds(group.partitions, in_partition)) continue;
    largest = std::max(largest, gpus_of(group, type));
  }
  return largest;
}

bool Site::has_gpu_type(std::string_view type) const {
  return std::ranges::any_of(nodes, [&](const NodeGroup& group) {
    return std::ranges::find(group.gpus, type, &NodeGpus::type) != group.gpus.end();
  });
}

bool Site::is_amd(std::string_view type) const {
  if (holds(amd_gpu_types, type)) return true;
  return gpu_vendor == "amd" && !has_gpu_type(type);
}

std::optional<std::string_view> Site::level_of(std::string_view code) const {
  const auto found = std::ranges::find(levels, code, &SiteLevel::code);
  if (found == levels.end()) return std::nullopt;
  return found->level;
}

}  // namespace sbatchlint
