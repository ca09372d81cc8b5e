// How sure a finding about a command can be, and that the script is a job at all.
#pragma once

#include <algorithm>
#include <string_view>

#include "job/job.h"
#include "lint/diagnostic.h"
#include "shell/script.h"

namespace sbatchlint::rules {

// `usual`, but low for a command that was only guessed from a line inside text that could not be parsed.
[[nodiscard]] constexpr Confidence certainty(const Command& command, Confidence usual = Confidence::High) {
  return command.via == Via::ErrorRecovery ? Confidence::Low : usual;
}

// Slurm reads at least one option for it, or another script submits it. Notes and walk-throughs with `#SBATCH` lines
// far below are no job that runs.
[[nodiscard]] inline bool is_job_for_certain(const Job& job) {
  return job.submitted ||
         std::ranges::any_of(job.request.components, [](const Component& part) { return !part.uses.empty(); });
}

// The call is part of a job: the script is one, or hands the call to Slurm.
[[nodiscard]] inline bool runs_in_job(const Job& job, const Call& call) {
  constexpr std::string_view kSubmitters[] = {"salloc", "sbatch", "srun"};
  return is_job_for_certain(job) || job.runs_inside(call, kSubmitters);
}

}  // namespace sbatchlint::rules
