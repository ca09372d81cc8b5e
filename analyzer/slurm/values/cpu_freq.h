// --cpu-freq: a clock, a governor, or a range of clocks with a governor.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "options/release.h"
#include "slurm/values/reading.h"

namespace sbatchlint {

// What the processor's clock follows. Sets of them are sums of bits.
enum Governor : std::uint32_t {
  kNoGovernor = 0,
  kConservative = 1,
  kOnDemand = 2,
  kPerformance = 4,
  kPowerSave = 8,
  kUserSpace = 16,
  kSchedUtil = 32,
};
// What slurm.conf allows where it has no CpuFreqGovernors.
inline constexpr std::uint32_t kDefaultGovernors = kOnDemand | kPerformance | kUserSpace;

struct CpuFreq {
  std::string shown;                     // as Slurm shows it: "Low-High:Performance"
  std::uint32_t governor = kNoGovernor;  // slurm.conf must allow it; that check is left to the caller
};

// Slurm 22.05 to 26.05, src/common/cpu_frequency.c, cpu_freq_verify_cmdline and cpu_freq_to_cmdline.
[[nodiscard]] Reading<CpuFreq> read_cpu_freq(std::string_view text, Release release);

}  // namespace sbatchlint
