// The options that a script gives to sbatch, srun and salloc, as scripts of their own that hold them as a directive: so
// the rules that read directives read them, too.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "job/job.h"
#include "lint/diagnostic.h"
#include "lint/rule.h"

namespace sbatchlint {

// How many command lines of one file are read.
inline constexpr std::size_t kCommandLines = 256;

struct CommandLine {
  Tool tool = Tool::Sbatch;
  // It asks for an allocation of its own, and not for a step of the job that the script is.
  bool allocates = false;
  // "#!/bin/sh", what the submitted script says, and the options in the last line.
  std::string text;
  std::uint32_t begin = 0;             // of the options in `text`
  std::vector<std::uint32_t> offsets;  // offsets[i]: where text[i] stands in the file; size text.size() + 1
};

// The words that are known, up to the first that may be anything. A value that is not known is a placeholder there; so
// is what an unknown script may ask for.
[[nodiscard]] std::vector<CommandLine> command_lines(const Job& job);

[[nodiscard]] bool applies_to(const CommandLine& line, const Rule& rule);

// Keeps what is found in the options, at its place in the file.
void place_in_file(std::vector<Diagnostic>& findings, const CommandLine& line);

}  // namespace sbatchlint
