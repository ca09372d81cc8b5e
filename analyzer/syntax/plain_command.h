// Commands that need no grammar: words of letters, quotes and names of variables, one line each. They are most of a job
// script, and read here at a fiftieth of what the parser takes.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "syntax/node.h"

namespace sbatchlint {

// Reads one plain command, `module load gcc`, `A="$(pwd)/$B"`, `./x 2>&1 | tee log &`, that begins at `at`, where a
// statement may begin, and fills its line but for blanks, a `;` and a comment. A line that ends in a backslash goes on
// in the next. Adds the nodes that the grammar would make of it to `nodes` (places of `text`; `after` counts from the
// front of `nodes`) and returns where the line ends: at its newline, or at the end of the text. Returns `at`, and adds
// nothing, where the grammar has to be asked: it says nothing of whether the line is shell.
[[nodiscard]] std::uint32_t read_plain_command(std::string_view text, std::uint32_t at, std::vector<SyntaxNode>& nodes);

}  // namespace sbatchlint
