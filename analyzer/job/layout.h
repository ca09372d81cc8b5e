// How many nodes, tasks and GPUs a component gets, as far as its options settle it together.
#pragma once

#include <cstdint>
#include <optional>

#include "job/job.h"
#include "slurm/request.h"

namespace sbatchlint {

// Exactly that many nodes: `--nodes=2`. Nothing for a range, for an unknown value, and where --nodes is not given and
// Slurm chooses.
[[nodiscard]] std::optional<std::uint64_t> node_count(const Component& component);

// At least that many nodes for certain; 1 where nothing more is said.
[[nodiscard]] std::uint64_t least_node_count(const Component& component);

// The number of tasks: --ntasks, else --ntasks-per-node times the nodes (one where --nodes is not given), else one for
// each node. Nothing where a factor is unknown or may vary. Slurm 26.05, src/sbatch/opt.c, _opt_verify.
[[nodiscard]] std::optional<std::uint64_t> task_count(const Component& component);

// The GPUs that a node of the component has for the job; nothing where it asks for none or the number is open.
[[nodiscard]] std::optional<std::uint64_t> gpus_per_node(const Component& component);

// The job asks for its nodes alone: `--exclusive`, in any form that keeps other users away.
[[nodiscard]] bool is_exclusive(const Component& component);

// Every directive that the author wrote is in effect: some are, none stands below the first command, and nothing ended
// their reading. What is missing from such a request is really missing.
[[nodiscard]] bool request_is_whole(const Job& job);

}  // namespace sbatchlint
