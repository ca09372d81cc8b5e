// Generic resources: --gres, --gpus and its kin, --tres-per-task.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "options/release.h"

namespace sbatchlint {

// What sbatch makes of --gres: each item of the list begins with `gres:`, from 23.11 on `gres/`.
// Slurm 22.05 to 26.05, gres_prepend_tres_type.
[[nodiscard]] std::string prefix_gres(std::string_view text, Release release);

// What sbatch makes of --gpus and its kin: "gres:gpu:a100:2" of `a100:2`. Empty for empty text. Slurm: xfmt_tres.
[[nodiscard]] std::string gpus_as_gres(std::string_view text, Release release);

// One item of a list of trackable resources.
struct TresItem {
  std::string name;  // "gpu"; empty for resources without a name of their own, like cpu
  std::string type;  // "a100"; empty for any
  std::uint64_t count = 1;
};

// Slurm has two texts for a list that it cannot read.
enum class TresFault : std::uint8_t { None, Gres, Tres };

// Reads one item, `NAME[:TYPE][:COUNT]`, of a list of `kind`; the word `gres/` in front is not part of it.
struct TresReading {
  TresItem item;
  TresFault fault = TresFault::None;
};
[[nodiscard]] TresReading read_tres_item(std::string_view token, std::string_view kind, Release release);

// Walks the items of one kind ("gres", "cpu", "license") in a list like `cpu=2,gres/gpu:a100:2`. Items with a count of
// 0 are skipped. Reading is not by commas: the word that names the kind is looked for in what is left of the text.
// Slurm 22.05 src/common/gres.c, _get_next_gres; 23.02 to 26.05 src/common/slurm_protocol_defs.c, slurm_get_next_tres.
class TresReader {
 public:
  // `text` and `kind` must outlive the reader.
  TresReader(std::string_view text, std::string_view kind, Release release);

  // Nothing at the end, and where the list cannot be read: fault() tells which.
  [[nodiscard]] std::optional<TresItem> next();
  [[nodiscard]] TresFault fault() const { return fault_; }

 private:
  std::string_view rest_;
  std::string_view kind_;
  Release release_;
  TresFault fault_ = TresFault::None;
};

}  // namespace sbatchlint
