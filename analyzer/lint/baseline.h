// What a project has accepted for now: a file of findings, known by their content. The only file of this layer with
// JSON; docs/baseline.md is the format.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lint/run_result.h"
#include "text/result.h"

namespace sbatchlint {

// So many findings of one fingerprint in one file.
struct BaselineEntry {
  std::string fingerprint;  // content_fingerprint
  std::string code;
  std::string path;  // from the folder of the baseline file
  std::size_t count = 1;
};

// Sorted by path, code and fingerprint; no two entries share path and fingerprint.
using Baseline = std::vector<BaselineEntry>;

[[nodiscard]] Result<Baseline> parse_baseline(std::string_view json);
[[nodiscard]] std::string baseline_text(const Baseline& baseline);

// The findings of a run, those that were silenced by comments aside. `paths` are the files' names in the baseline, one
// for each file of the run.
[[nodiscard]] Baseline baseline_of(const RunResult& run, const std::vector<std::string>& paths);

// Moves what the baseline knows to the suppressed findings: first by fingerprint and path, then by fingerprint alone (a
// renamed file). Files whose path is empty are left alone. Returns the entries of the files looked at, of rules that
// ran, that stand for nothing any more.
Baseline apply_baseline(const Baseline& baseline, const std::vector<std::string>& paths, RunResult& run);

}  // namespace sbatchlint
