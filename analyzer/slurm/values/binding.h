// Binding of memory and GPUs to tasks, and GPU clocks: --mem-bind, --gpu-bind, --gpu-freq.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "options/release.h"
#include "slurm/values/reading.h"

namespace sbatchlint {

// --mem-bind, with the flags that earlier uses left. Slurm 22.05 to 26.05, src/common/slurm_resource_info.c,
// slurm_verify_mem_bind; the words sort and nosort until 25.05.
struct MemBind {
  std::uint32_t flags = 0;
  std::string list;  // of map_mem and mask_mem: "0,1", "3,c"
};
[[nodiscard]] Reading<MemBind> read_mem_bind(std::string_view text, std::uint32_t flags_before, Release release);
[[nodiscard]] std::string show_mem_bind(const MemBind& bind);

// Whether sbatch takes the value of --gpu-bind; it keeps the text. Until 23.02 the first letter of `closest` and `none`
// is enough. Slurm 22.05 to 26.05, src/common/tres_bind.c, tres_bind_verify_cmdline.
[[nodiscard]] std::optional<Refusal> check_gpu_bind(std::string_view text, Release release);

// The same of --gpu-freq. Slurm 22.05 to 26.05, src/common/tres_frequency.c, tres_freq_verify_cmdline.
[[nodiscard]] std::optional<Refusal> check_gpu_freq(std::string_view text);

}  // namespace sbatchlint
