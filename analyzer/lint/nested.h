// Scripts inside a script: `sbatch <<EOF`, `sbatch --wrap=`, `cat > job.sh <<EOF`. They are jobs of their own, with a
// request of their own; what is found in them stands in the file that a person has open.
#pragma once

#include <vector>

#include "lint/diagnostic.h"
#include "lint/rule.h"
#include "shell/script.h"
#include "slurm/request.h"

namespace sbatchlint {

// How deep scripts in scripts in scripts are followed, and how many of one file.
inline constexpr int kNestedDepth = 3;
inline constexpr std::size_t kNestedScripts = 32;

// What a nested script is held against: what its commands do (containers, responsible use). Its directives may hold
// expansions of the outer shell, and what the request lacks may be given elsewhere: nothing is said of either.
[[nodiscard]] bool applies_to_nested(const Rule& rule);

// The surroundings of the submission: the outer ones, and the options on the command line of the `sbatch` that submits
// the script here. Words that are not known are left out.
[[nodiscard]] SubmitContext nested_submit(const SubmitContext& outer, const Script& script, const NestedScript& nested);

// Moves findings from the nested text to their place in the outer file, and says which command makes the script. A fix
// is kept only where its bytes stand in the outer file one by one.
void place_in_outer(std::vector<Diagnostic>& findings, const Script& script, const NestedScript& nested);

}  // namespace sbatchlint
