// Scripts inside a script: `sbatch <<EOF`, `sbatch --wrap=`, `cat > job.sh <<EOF`. They are jobs of their own, with a
// request of their own; what is found in them stands in the file that a person has open.
#pragma once

#include <string_view>
#include <vector>

#include "lint/diagnostic.h"
#include "lint/rule.h"
#include "shell/script.h"
#include "slurm/request.h"

namespace sbatchlint {

// How deep scripts in scripts in scripts are followed, and how many of one file.
inline constexpr int kNestedDepth = 3;
inline constexpr std::size_t kNestedScripts = 32;
// What nobody knows in a directive, in the language of templates.
inline constexpr std::string_view kUnknownText = "{{x}}";

// What a nested script is held against: what its commands do (containers, responsible use), and what its directives
// say. What the request lacks may be given elsewhere: nothing is said of that.
[[nodiscard]] bool applies_to_nested(const Rule& rule);

// The script with placeholders for the expansions in its directives, which the outer shell may have filled in.
[[nodiscard]] NestedScript with_unknown_directives(const NestedScript& nested);

// The surroundings of the submission: the outer ones, and the options on the command line of the `sbatch` that submits
// the script here. Words that are not known are left out.
[[nodiscard]] SubmitContext nested_submit(const SubmitContext& outer, const Script& script, const NestedScript& nested);

// Moves findings to where the bytes of their text stand: offsets[i] is the place of byte i, the last one that of the
// end. A fix is kept only where its bytes stand there one by one.
void move_to_outer(std::vector<Diagnostic>& findings, const std::vector<std::uint32_t>& offsets);

// Moves findings from the nested text to their place in the outer file, and says which command makes the script. A fix
// is kept only where its bytes stand in the outer file one by one.
void place_in_outer(std::vector<Diagnostic>& findings, const Script& script, const NestedScript& nested);

}  // namespace sbatchlint
