// Nodes that are equal in all but their names are one group, however many tables a profile spends on them: what is
// asked of nodes later costs by the group. Internal to this layer.
#pragma once

#include <vector>

#include "site/site.h"

namespace sbatchlint {

// Adds nodes to a group. A range that goes on where the last one ends becomes part of it: "n1", "n2" is n[1-2].
void add_node(NodeGroup& group, HostRange range);
void add_nodes(NodeGroup& group, std::vector<HostRange> names);

// Makes one group of those that differ in their names alone, in the place of the first one.
void join_equal_groups(std::vector<NodeGroup>& groups);

}  // namespace sbatchlint
