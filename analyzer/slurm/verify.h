// What sbatch checks once all options are read: options that exclude or need each other, files, GRES.
// Internal to this layer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "options/release.h"
#include "slurm/request.h"
#include "slurm/settings.h"

namespace sbatchlint {

// One complaint. `opt` is the option at fault, `other` the one it clashes with or lacks.
struct Complaint {
  FaultKind kind = FaultKind::Conflict;
  std::string message;
  std::optional<Opt> opt;
  std::optional<Opt> other;
  int exit_status = 1;
};

struct Verdict {
  std::vector<Complaint> complaints;  // in sbatch's order; the first alone is what sbatch shows
  bool open = false;                  // a check rests on something that is not known
};

// Checks one component. `state` changes as sbatch's own record does, for the components after it.
// `verify_exit` is the exit status of the checks that SLURM_EXIT_ERROR governs.
[[nodiscard]] Verdict verify_component(SubmitState& state, const SubmitContext& context, Release release,
                                       int verify_exit);

// --clusters is looked up once all components are read.
[[nodiscard]] Verdict verify_clusters(const SubmitState& state, const SubmitContext& context, Release release,
                                      int verify_exit);

}  // namespace sbatchlint
