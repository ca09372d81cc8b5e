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

// The first place where something certainly wants a GPU: `nvidia-smi`, a container's `--nv`, `--device cuda:0`.
[[nodiscard]] std::optional<Span> evident_gpu_use(const Job& job);

// One assignment of CUDA_VISIBLE_DEVICES that is reached: standing, in front of a command, or among the words of `env`.
struct VisibleDevices {
  Word value;
  Span span;                         // of the whole `NAME=value`
  const Command* command = nullptr;  // the command that it is for; null where it stands alone
};
[[nodiscard]] std::vector<VisibleDevices> visible_devices(const Job& job);

// How many devices a literal value names: "0,1" is 2; nothing for "", "-1" (none at all) or anything but numbers.
[[nodiscard]] std::optional<std::uint64_t> device_count(const Word& value);

}  // namespace sbatchlint
