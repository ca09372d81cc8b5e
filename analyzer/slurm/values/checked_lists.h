// Names from fixed lists that sbatch checks after all options are read: --hint, --propagate, and --acctg-freq.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "slurm/values/reading.h"

namespace sbatchlint {

// The shape of a node that --hint asks for by itself, as --sockets-per-node, --cores-per-socket and --threads-per-core
// would; nothing for what is left to Slurm.
struct NodeShape {
  std::optional<std::int32_t> sockets;
  std::optional<std::int32_t> cores;
  std::optional<std::int32_t> threads;
  friend bool operator==(const NodeShape&, const NodeShape&) = default;
};

// Makes `shape` what the hint says, word by word: `memory_bound` is one core and one thread. `help` is refused without
// a word. Slurm 22.05 to 26.05, src/common/proc_args.c, verify_hint.
[[nodiscard]] Reading<NodeShape> read_hint(std::string_view text, NodeShape shape);

// Slurm 22.05 to 26.05, src/common/slurm_rlimits_info.c, parse_rlimits.
[[nodiscard]] std::optional<Refusal> check_propagate(std::string_view text);

// Slurm 22.05 to 26.05, src/common/proc_args.c, validate_acctg_freq.
[[nodiscard]] std::optional<Refusal> check_acctg_freq(std::string_view text);

}  // namespace sbatchlint
