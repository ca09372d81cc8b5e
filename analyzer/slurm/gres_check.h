// Whether the numbers of a request for generic resources fit each other. Internal to this layer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "options/release.h"
#include "slurm/request.h"
#include "slurm/values/gres.h"

namespace sbatchlint {

// What the request says about tasks and nodes; absent where it says nothing. Numbers are those of sbatch after it has
// filled gaps in.
struct GresRequest {
  std::string per_job;  // as TresReader reads them: "gres:gpu:2"
  std::string per_node;
  std::string per_socket;
  std::string per_task;
  std::optional<std::uint64_t> cpus_per_gpu;
  std::optional<std::uint64_t> memory_per_gpu;
  std::optional<std::uint64_t> tasks;
  std::optional<std::uint64_t> nodes_min;
  std::optional<std::uint64_t> nodes_max;
  std::optional<std::uint64_t> tasks_per_node;
  std::optional<std::uint64_t> tasks_per_socket;
  std::optional<std::uint64_t> tasks_per_gpu;
  std::optional<std::uint64_t> sockets_per_node;
  std::optional<std::uint64_t> cpus_per_task;
};

struct GresVerdict {
  std::optional<std::string> refusal;  // the first line that sbatch prints
  bool open = false;                   // a name is asked for of which it is not known whether the cluster has it
};

// Slurm 22.05 src/common/gres.c, 23.02 to 26.05 src/interfaces/gres.c, gres_job_state_validate and _test_gres_cnt.
[[nodiscard]] GresVerdict check_gres(GresRequest request, const ClientFacts& facts, Release release);

}  // namespace sbatchlint
