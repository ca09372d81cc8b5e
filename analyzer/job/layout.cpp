#include "job/layout.h"

#include <algorithm>

namespace sbatchlint {

std::optional<std::uint64_t> node_count(const Component& component) {
  if (!component.nodes.known()) return {};
  const NodeRange nodes = component.nodes.value();
  if (nodes.min != nodes.max) return {};
  return nodes.min;
}

std::uint64_t least_node_count(const Component& component) {
  return component.nodes.known() ? component.nodes.value().min : 1;
}

std::optional<std::uint64_t> task_count(const Component& component) {
  if (component.ntasks.known()) return component.ntasks.value().value;
  if (!component.ntasks.absent()) return {};
  const std::optional<std::uint64_t> nodes = component.nodes.absent() ? 1 : node_count(component);
  if (!nodes) return {};
  if (component.ntasks_per_node.absent()) return nodes;
  if (!component.ntasks_per_node.known()) return {};
  return *nodes * component.ntasks_per_node.value().value;
}

std::optional<std::uint64_t> gpus_per_node(const Component& component) {
  const GpuRequest& gpu = component.gpu;
  if (gpu.per_node.known()) return gpu.per_node.value().value;
  const bool one_node = component.nodes.absent() || node_count(component) == 1;
  // One task runs on one node, and there its GPUs are.
  const bool together = gpu.per_node.absent() || (!gpu.per_node.known() && task_count(component) == 1);
  if (together && gpu.total.known() && one_node) return gpu.total.value().value;
  return {};
}

bool request_is_whole(const Job& job) {
  if (job.directives.lines.empty() || job.directives.error) return false;
  return std::ranges::all_of(job.directives.late,
                             [&job](const DirectiveLine& line) { return job.script.is_text(line.span.begin); });
}

bool is_exclusive(const Component& component) { return component.effective("exclusive") != nullptr; }

}  // namespace sbatchlint
