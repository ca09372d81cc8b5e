// Job arrays: --array. sbatch's client takes any text; this is what the controller makes of it.
#pragma once

#include <optional>
#include <string_view>

#include "slurm/request.h"

namespace sbatchlint {

// `1-9`, `0,3,5-20:5`, `[1-5]`, with `%LIMIT` at the end. Nothing where the controller would refuse: "Invalid job array
// specification". Indices may reach any height here; the cluster's MaxArraySize is not known. An empty text is no array
// at all. Slurm 22.05 to 26.05, src/slurmctld/job_mgr.c, _valid_array_inx; src/common/slurm_protocol_defs.c.
[[nodiscard]] std::optional<ArraySpec> read_array(std::string_view text);

}  // namespace sbatchlint
