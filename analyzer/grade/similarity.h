// Which submissions are nearly the same: a hint for a person, never a verdict.
#pragma once

#include <vector>

#include "grade/gradebook.h"

namespace sbatchlint {

// Compares the words of the scripts, comments and names of jobs, logs and mail aside, in runs of four. Runs that were
// handed out (the rubric's `starter`) or that many submissions have say nothing and are left out.
[[nodiscard]] std::vector<SimilarGroup> similar_groups(const Gradebook& book);

}  // namespace sbatchlint
