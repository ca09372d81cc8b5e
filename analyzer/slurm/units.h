// Strong types for what Slurm counts. No bare number crosses a layer.
#pragma once

#include <compare>
#include <cstdint>

namespace sbatchlint {

// A time limit in whole minutes, as Slurm keeps it (seconds round up). `unlimited` is INFINITE, UNLIMITED, -1 and 0.
struct Minutes {
  std::uint32_t count = 0;
  bool is_unlimited = false;

  [[nodiscard]] static constexpr Minutes unlimited() { return {.count = 0, .is_unlimited = true}; }
  friend constexpr bool operator==(Minutes, Minutes) = default;
};

// Mebibytes, Slurm's unit of memory. 0 in `--mem=0` means all of the node's.
struct Megabytes {
  std::uint64_t count = 0;
  friend constexpr auto operator<=>(Megabytes, Megabytes) = default;
};

// Nodes, tasks, CPUs, GPUs, array indices.
struct Count {
  std::uint64_t value = 0;
  friend constexpr auto operator<=>(Count, Count) = default;
};

}  // namespace sbatchlint
