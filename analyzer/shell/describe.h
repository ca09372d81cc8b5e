// What was understood of a script, for people: `sbatchlint show commands`.
#pragma once

#include <string>

#include "shell/script.h"
#include "text/source_text.h"

namespace sbatchlint {

// One line a command, in the order of the text:
//
//   12  srun -n 4 > time > python train.py --lr ?    (loop, background)
//
// Line, programs with `>` where one runs the next, `?` for what is not known, `{a|b}` where it is one of several, and
// in brackets where the command stands and how it came to run. Ends with a newline; empty for a script without
// commands.
[[nodiscard]] std::string describe_commands(const Script& script, const SourceText& source);

}  // namespace sbatchlint
