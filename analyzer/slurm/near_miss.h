// Comments that were probably meant as directives. Internal to this layer.
#pragma once

#include <optional>
#include <string_view>

#include "slurm/directives.h"

namespace sbatchlint {

// `text` is a comment line of the header that is no directive; it starts at `offset` of the file. `line` is left to the
// caller. Prose is kept apart by what follows the marker: options begin with a dash. Wrong for a comment that quotes a
// command, as in `# SBATCH --time=5 is what we used`.
[[nodiscard]] std::optional<NearMiss> find_near_miss(std::string_view text, std::uint32_t offset);

}  // namespace sbatchlint
