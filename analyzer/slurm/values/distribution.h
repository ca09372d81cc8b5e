// How tasks are laid out over nodes, sockets and cores: --distribution.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "slurm/values/reading.h"

namespace sbatchlint {

enum class Layout : std::uint8_t { Unset, Arbitrary, Plane, Levels };

struct DistributionSpec {
  Layout layout = Layout::Unset;
  std::string levels;            // "block", "cyclic:fcyclic": lower case, asterisks filled in
  std::uint32_t plane_size = 0;  // of `plane=SIZE`
  bool pack = false;
  bool no_pack = false;
};

// `plane_size_variable` is SLURM_DIST_PLANESIZE, which stands in for a missing `=SIZE`.
// Slurm 22.05 to 26.05, src/common/proc_args.c, verify_dist_type.
[[nodiscard]] Reading<DistributionSpec> read_distribution(std::string_view text,
                                                          std::optional<std::string_view> plane_size_variable);

// "block:cyclic,pack", "plane=4"; nothing where Slurm shows nothing. Slurm: set_distribution, arg_get_distribution.
[[nodiscard]] std::optional<std::string> show_distribution(const DistributionSpec& spec);

}  // namespace sbatchlint
