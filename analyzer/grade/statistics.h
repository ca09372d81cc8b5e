// A course in numbers.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "grade/gradebook.h"

namespace sbatchlint {

struct CriterionCounts {
  const Criterion* criterion = nullptr;
  std::array<std::size_t, 5> counts{};  // by Outcome

  [[nodiscard]] std::size_t of(Outcome outcome) const { return counts[static_cast<std::size_t>(outcome)]; }
};

struct RuleCount {
  const Rule* rule = nullptr;
  std::size_t students = 0;  // in whose scripts it was found
};

// Means and the distribution are of those with a grade: missing and unreadable ones are not among them.
struct CourseStatistics {
  Points mean;
  Points median;
  std::array<std::size_t, 10> distribution{};  // 0-10%, 10-20%, ... of what is possible; the last one 90% and more
  std::vector<CriterionCounts> criteria;       // in the rubric's order
  std::vector<RuleCount> rules;                // the most common first, then by code
};

[[nodiscard]] CourseStatistics statistics_of(const Gradebook& book);

}  // namespace sbatchlint
