// Signs in a script that a program uses GPUs, and which.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "job/job.h"

namespace sbatchlint {

// A place where something uses a GPU.
struct GpuUse {
  Span span;
  // A program is told to compute on it: `--device cuda:0`. Otherwise it may do without: `nvidia-smi` only looks, and a
  // container's `--nv` is harmless where there is none.
  bool computes = false;
};
// The first that computes, else the first at all. What runs under a condition is none.
[[nodiscard]] std::optional<GpuUse> gpu_use(const Job& job);

// One assignment of CUDA_VISIBLE_DEVICES that is reached: standing, in front of a command, or among the words of `env`.
struct VisibleDevices {
  Word value;
  Span span;                         // of the whole `NAME=value`
  const Command* command = nullptr;  // the command that it is for; null where it stands alone
};
[[nodiscard]] std::vector<VisibleDevices> visible_devices(const Job& job);

// How many devices a literal value names: "0,1" is 2, "GPU-8f2e" one; nothing for "", "-1" (none at all) or any other
// words.
[[nodiscard]] std::optional<std::uint64_t> device_count(const Word& value);

}  // namespace sbatchlint
