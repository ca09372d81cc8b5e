// Whole numbers: --ntasks, --cpus-per-task and a dozen others, and the node counts of --nodes.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "options/release.h"
#include "slurm/values/reading.h"

namespace sbatchlint {

enum class Zero : std::uint8_t { Forbidden, Allowed };

// A decimal number in 32 bits; blanks, a plus and zeros may stand before it, nothing after it. `name` is what sbatch
// calls the option in its message: "--ntasks". Until 22.05 a larger number lost its upper bits, and passed.
// Slurm 22.05 to 26.05, src/common/proc_args.c, parse_int.
[[nodiscard]] Reading<std::int32_t> read_count(std::string_view text, std::string_view name, Zero zero,
                                               Release release);

// A number below 65534; nothing may follow it, but no digit at all is 0. Slurm: parse_uint16.
[[nodiscard]] std::optional<std::uint16_t> read_short_count(std::string_view text);

// The bounds of --nodes. A list or a step ("2,4,6", "2-8:2", since 23.02) keeps its ends alone.
struct NodeCount {
  std::int32_t min = 1;
  std::int32_t max = 1;
  bool is_list = false;
};
// Slurm 22.05 to 26.05, src/common/proc_args.c, verify_node_count.
[[nodiscard]] Reading<NodeCount> read_node_count(std::string_view text, Release release);

}  // namespace sbatchlint
