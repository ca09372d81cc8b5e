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
  std::uint64_t largest = 0;
  if (in_partition.empty()) {
    for (const NodeGroup& group : nodes) largest = std::max(largest, gpus_of(group, type));
    return largest;
  }
  const Partition* known = partition(in_partition);
  if (known == nullptr || !known->nodes_known) return std::nullopt;
  for (const NodeShare& share : known->shares) largest = std::max(largest, gpus_of(nodes[share.group], type));
  return largest;
}

const Qos* Site::find_qos(std::string_view wanted) const {
  const auto found = std::ranges::find(qos_list, wanted, &Qos::name);
  return found == qos_list.end() ? nullptr : &*found;
}

const NodeGroup* Site::node(std::string_view wanted) const {
  const HostRange host = host_of(wanted);
  const auto declares = [&](const NodeGroup& group) {
    return std::ranges::any_of(group.names, [&](const HostRange& range) {
      return range.same_series(host) && range.low <= host.low && host.high <= range.high;
    });
  };
  const auto found = std::ranges::find_if(nodes, declares);
  return found == nodes.end() ? nullptr : &*found;
}

std::string_view Site::usual_qos(std::string_view account) const {
  const std::string_view real = account.empty() ? std::string_view(default_account) : account;
  const auto found =
      std::ranges::find_if(accounts, [&](const Account& known) { return matches_pattern(known.name, real); });
  if (found != accounts.end() && !found->qos.empty()) return found->qos;
  return account.empty() || account == default_account ? std::string_view(default_qos) : std::string_view();
}

bool Site::has_gpu_type(std::string_view type) const { return holds(node_gpu_types, type); }

std::vector<std::string_view> Site::gpu_types() const {
  std::vector<std::string_view> types;
  for (const std::string& type : node_gpu_types) {
    if (!type.empty()) types.push_back(type);
  }
  return types;
}

bool Site::has_untyped_gpus() const { return holds(node_gpu_types, ""); }

bool Site::is_amd(std::string_view type) const {
  if (holds(amd_gpu_types, type)) return true;
  return gpu_vendor == "amd" && !has_gpu_type(type);
}

std::optional<std::string_view> Site::level_of(std::string_view code) const {
  const auto found = std::ranges::find(levels, code, &SiteLevel::code);
  if (found == levels.end()) return std::nullopt;
  return found->level;
}

bool matches_pattern(std::string_view pattern, std::string_view name) {
  if (!pattern.ends_with('*')) return pattern == name;
  pattern.remove_suffix(1);
  return name.starts_with(pattern);
}

}  // namespace sbatchlint
