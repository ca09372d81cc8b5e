// How many GPUs a component asks for, in whatever spelling. Internal to this layer.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "options/release.h"
#include "slurm/request.h"

namespace sbatchlint {

// The items of --gres, or of --gpus and its kin where `prefix` is "gpu:". Items with a count of 0 are kept. Nothing
// where one of them cannot be read.
[[nodiscard]] std::optional<std::vector<Gres>> read_gres_list(std::string_view text, std::string_view prefix,
                                                              Release release);

// Multiplies the spellings out; the typed fields of the component are filled in already. Where numbers of nodes or
// tasks are left out or are a range, the least that the component can have counts.
[[nodiscard]] GpuRequest gpu_request(const Component& component, Release release);

}  // namespace sbatchlint
