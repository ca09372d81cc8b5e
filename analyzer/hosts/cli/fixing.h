// --fix and --diff: a file is linted, mended and linted again until nothing is left to mend.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>

#include "hosts/cli/arguments.h"
#include "hosts/cli/inputs.h"
#include "hosts/world/world.h"
#include "lint/document.h"
#include "lint/engine.h"
#include "lint/run_result.h"
#include "text/source_text.h"

namespace sbatchlint::cli {

// A file that was looked at, and what is to be said of its fixes. With --fix, `result` is about the fixed file; with
// --diff about the file as it is.
struct CheckedFile {
  FileResult result;
  std::size_t fixes = 0;              // made, or to be made
  std::string printed;                // for standard output: the patch, or the fixed standard input
  std::optional<std::string> remark;  // for standard error
  bool failed = false;                // the fixes were not written
  std::optional<Level> fail_on;       // the threshold that the file's configuration sets; nothing: never
};

// How a document with scripts in it marks them; nothing for a script.
[[nodiscard]] std::optional<Markup> markup_of(const SourceText& source, const CheckArguments& arguments);

// Lints a script, or a document with scripts in it.
[[nodiscard]] FileResult check_text(SourceText source, const CheckArguments& arguments, const CheckOptions& options);

// Writes the fixed file at once, unless it comes from standard input or --diff was given.
[[nodiscard]] CheckedFile check_and_fix(const Input& input, const SourceText& source, const CheckArguments& arguments,
                                        const CheckOptions& options, const World& world);

// Prints what check_and_fix left to be printed, in order. The status: with --diff, kFindings if anything would be
// fixed (and the file's threshold is not `never`) instead of `status`.
[[nodiscard]] int write_fixed(std::span<const std::optional<CheckedFile>> files, const CheckArguments& arguments,
                              int status, const World& world);

}  // namespace sbatchlint::cli
