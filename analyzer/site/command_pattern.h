// The one language for "which command": rules of a site and criteria of a rubric ask it of what a script really runs.
//
//   srun > singularity|apptainer exec --nv > python* train.py
//
// Programs stand between `>`, the outer one first: each runs the next one, directly or through others. Behind a
// program's name stand words that have to be among its own, in this order. `|` separates alternatives, `*` stands for
// any text, and a long option matches with a value behind `=`, too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace sbatchlint {

// One word: any of these, each with `*` for any text.
struct WordPattern {
  std::vector<std::string> any;
};

struct ProgramPattern {
  WordPattern name;
  std::vector<WordPattern> words;
};

struct CommandPattern {
  std::string text;
  std::vector<ProgramPattern> programs;  // at least one, the outermost first
};

// Fails for a text without a program, a `>` without one on each side, an empty alternative, and over 1,024 bytes.
[[nodiscard]] Result<CommandPattern> compile_command_pattern(std::string_view text);

// `*` in the pattern stands for any text, also none: `--dependency=afterok:*`.
[[nodiscard]] bool matches_glob(std::string_view pattern, std::string_view text);

}  // namespace sbatchlint
