// What a job waits for: --dependency. sbatch's client takes any text; this is what the controller makes of it.
#pragma once

#include <string_view>

namespace sbatchlint {

// `TYPE:ID[+MINUTES][:ID...]` joined by `,` or `?`, with types in any case; `singleton`; a bare id. Ids may have a task
// of an array: `4711_3`, `4711_*`, `4711_[1-2]`. False where the controller says "Job dependency problem" whatever jobs
// there are; whether the ids exist is not known here. An empty text is no dependency, and fine.
// Slurm 22.05 to 26.05, src/slurmctld/job_scheduler.c, update_job_dependency.
[[nodiscard]] bool is_dependency(std::string_view text);

}  // namespace sbatchlint
