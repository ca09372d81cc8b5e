// The pipeline for one file: text in, findings out. Pure: reads no file, no environment, no clock.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/run_result.h"
#include "lint/selection.h"
#include "slurm/request.h"
#include "text/source_text.h"

namespace sbatchlint {

struct Site;

// What belongs to a run and not to a file.
struct CheckOptions {
  const Site* site = nullptr;            // never null when check() is called
  const Selection* selection = nullptr;  // never null when check() is called
  SubmitContext submit;    // release, command line, environment, clock: what sbatch would see beside the script
  bool submitted = false;  // the text is a job for certain, whether or not it has directives
  // Reads a file that a script sources or runs, by its path as written; nothing where it may not or cannot be read.
  // Empty: nothing is followed.
  std::function<std::optional<std::string>(std::string_view path)> read_beside;
  bool summarise = false;  // FileResult::summary is wanted
};

// Everything that is known about one file. A rule that misbehaves becomes an SB000 finding, never an exception.
[[nodiscard]] FileResult check(SourceText source, const CheckOptions& options);
// The same for several files, a result for each, in their order: cheaper than one after the other. `options` are those
// of each file.
[[nodiscard]] std::vector<FileResult> check(std::vector<SourceText> sources, std::span<const CheckOptions> options);

// A file that could not be read: a result with one SB001 finding, "cannot read `NAME`: WHY".
[[nodiscard]] FileResult unreadable(std::string name, std::string why, const CheckOptions& options);

}  // namespace sbatchlint
