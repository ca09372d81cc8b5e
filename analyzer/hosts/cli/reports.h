// From a run to its outputs.
#pragma once

#include "hosts/cli/arguments.h"
#include "hosts/world/world.h"
#include "lint/run_result.h"

namespace sbatchlint::cli {

// Writes the formats that were asked for; those with a file go there, the others, or else `text`, to standard output.
// `status` is what was found so far; kFailed where something could not be written.
[[nodiscard]] int write_reports(const RunResult& run, const CheckArguments& arguments, int status, const World& world);

}  // namespace sbatchlint::cli
