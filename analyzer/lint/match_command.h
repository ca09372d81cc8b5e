// Does a command of a script match a pattern? Asked by the rules of a site and by the criteria of a rubric.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "shell/script.h"
#include "site/command_pattern.h"
#include "site/condition.h"

namespace sbatchlint {

// The programs from the outermost one to the one at `position` of the command, those around the command included:
// `srun bash -c 'python x.py'` gives srun, bash, python. Calls of the script's own functions are left out.
[[nodiscard]] std::vector<const Invocation*> chain_to(const Script& script, const Command& command,
                                                      std::size_t position);

// True where the last program of the pattern is the last one of the chain, and the others stand before it in their
// order. Unknown where that rests on a word that is not known.
[[nodiscard]] Truth matches_command(const CommandPattern& pattern, std::span<const Invocation* const> chain);

}  // namespace sbatchlint
