// --baseline, --write-baseline and --since: from all findings to those that are new.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hosts/cli/arguments.h"
#include "hosts/world/world.h"
#include "lint/run_result.h"

namespace sbatchlint::cli {

// Moves what is not new to the suppressed findings, and says which entries of a baseline are stale. `configured` are
// the baselines that the configurations give the files of the run. An Error where the baseline or the revision cannot
// be used.
[[nodiscard]] std::optional<Error> keep_new(RunResult& run, const CheckArguments& arguments,
                                            const std::vector<std::optional<std::string>>& configured,
                                            const World& world);

// Writes all findings of the run to the file; the exit status.
[[nodiscard]] int write_baseline(const RunResult& run, const std::string& file, const World& world);

}  // namespace sbatchlint::cli
