// Can a request ever start: is there any choice of nodes that satisfies all of it, were the cluster empty? Answers
// "never" only where the profile proves it: what is not known, and what is not modelled (sockets, --tmp, licences,
// reservations, topology), is taken as no demand at all.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "site/site.h"
#include "slurm/request.h"

namespace sbatchlint {

// What stands in the way.
enum class Binding : std::uint8_t {
  None,
  GpuType,     // the partition has no GPU of that type
  GpusOnNode,  // more GPUs than any node of the partition has
  Memory,      // more memory on a node than any has
  Cpus,        // more CPUs on a node than any has
  Together,    // each demand alone fits some node, all of them fit none
  Nodes,       // fewer nodes fit than are asked
  Tasks,       // all nodes together take fewer tasks
  Gpus,        // all nodes together have fewer GPUs
  NodeList,    // a node is named that the partition does not have, or that does not fit
};

struct StartVerdict {
  bool never = false;
  Binding binding = Binding::None;
  // With numbers, lower case, no full stop: "2048000M of memory on each node asked, the largest node of `main` has
  // 1505280M".
  std::string reason;
  Span span;                  // of the option that binds, where it is one; else empty
  std::uint64_t largest = 0;  // of Memory: megabytes that surely fit, where the nodes' exact size is known
  // Also beyond what the partition as a whole gives: its time limit, its nodes, its CPUs. Where EnforcePartLimits=NO,
  // Slurm looks at these first and lets the job wait; what no node has, it refuses (measured with 22.05.8).
  bool beyond_partition = false;
};

// One component on its own. Not `never` where the partition or its nodes are not known. The first partition of a list
// that fits settles it; else the last one's reason is given.
[[nodiscard]] StartVerdict can_start(const Component& part, const Site& site);

// The same of every component, in their order. Nothing is never where the profile knows no nodes.
[[nodiscard]] std::vector<StartVerdict> can_start(const Request& request, const Site& site);

}  // namespace sbatchlint
