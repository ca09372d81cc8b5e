// One criterion held against one student's scripts.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "grade/gradebook.h"

namespace sbatchlint {

// A script of the student, as it was analysed.
struct JudgedScript {
  std::size_t index = 0;  // in RunResult::files
  const FileResult* result = nullptr;
  std::string path;  // as the student called it
};

// What a criterion is asked of.
struct Exhibit {
  std::vector<JudgedScript> scripts;    // of the task, with a summary
  std::vector<const FoundFile*> files;  // everything that was handed in
  std::string wanted;                   // what the task's scripts are called, in words: "`train.sh`", "a job script"
};

// Never fails anybody for what is not known: that is Outcome::Review.
[[nodiscard]] CriterionResult judge(const Criterion& criterion, const Exhibit& exhibit);

// True where the selector (a code, a name, the beginning of a code, ALL) names the rule.
[[nodiscard]] bool selects(std::string_view selector, const Rule& rule);

}  // namespace sbatchlint
