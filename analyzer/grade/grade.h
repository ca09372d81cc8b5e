// RunResult -> Gradebook. Pure: the same submissions give the same grades, whatever their order and however many
// threads analysed them.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "grade/gradebook.h"
#include "grade/overrides.h"
#include "grade/rubric.h"
#include "grade/submission.h"
#include "text/result.h"

namespace sbatchlint {

// A submission and where its scripts are in RunResult::files: one index for each of its files, nothing for those that
// were not analysed.
struct AnalysedSubmission {
  Submission submission;
  std::vector<std::optional<std::size_t>> scripts;
};

// The files of a submission that some task of the rubric takes for a script.
[[nodiscard]] std::vector<bool> wanted_scripts(const Submission& submission, const Rubric& rubric);

// One row a student. Where somebody has several submissions, the best one counts, and a person is asked. Fails for an
// override that names nobody. `rubric` and `run` have to outlive the result.
[[nodiscard]] Result<Gradebook> grade_course(const Rubric& rubric, const RunResult& run,
                                             std::vector<AnalysedSubmission> submissions, const Overrides& overrides);

// Students of the list who handed in nothing: rows for them, and names for those who have only an identifier.
struct RosterEntry {
  std::string student;
  std::string name;
};
void add_missing(Gradebook& book, const std::vector<RosterEntry>& roster);

}  // namespace sbatchlint
