#include "grade/statistics.h"

#include <algorithm>
#include <map>
#include <set>

namespace sbatchlint {

namespace {

std::vector<Points> points_of_graded(const Gradebook& book) {
  std::vector<Points> points;
  for (const Row& row : book.rows) {
    if (row.status == GradeStatus::Graded || row.status == GradeStatus::Review) points.push_back(row.points);
  }
  std::ranges::sort(points);
  return points;
}

std::vector<RuleCount> counted_rules(const Gradebook& book) {
  struct Found {
    const Rule* rule = nullptr;
    std::size_t students = 0;
  };
  std::map<std::string_view, Found> by_code;
  for (const Row& row : book.rows) {
    std::set<const Rule*> seen;
    for (const std::size_t script : row.scripts) {
      for (const Diagnostic& finding : book.run->files[script].diagnostics) seen.insert(finding.rule);
    }
    for (const Rule* rule : seen) {
      Found& found = by_code[rule->code];
      found.rule = rule;
      ++found.students;
    }
  }
  std::vector<RuleCount> counts;
  counts.reserve(by_code.size());
  for (const auto& [code, found] : by_code) counts.push_back({.rule = found.rule, .students = found.students});
  std::ranges::stable_sort(counts, std::ranges::greater(), &RuleCount::students);
  return counts;
}

}  // namespace

CourseStatistics statistics_of(const Gradebook& book) {
  CourseStatistics statistics;
  const std::vector<Points> points = points_of_graded(book);
  Points sum;
  for (const Points each : points) sum += each;
  if (!points.empty()) {
    const auto count = static_cast<std::int64_t>(points.size());
    statistics.mean = scaled(sum, 1, count);
    const std::size_t middle = points.size() / 2;
    statistics.median = points.size() % 2 == 1 ? points[middle] : scaled(points[middle - 1] + points[middle], 1, 2);
  }
  const Points possible = book.rubric->possible();
  for (const Points each : points) {
    const std::int64_t tenth = possible == Points{} ? 0 : each.hundredths * 10 / possible.hundredths;
    ++statistics.distribution[static_cast<std::size_t>(std::clamp<std::int64_t>(tenth, 0, 9))];
  }
  for (const RubricTask& task : book.rubric->tasks) {
    for (const Criterion& criterion : task.criteria) statistics.criteria.push_back({.criterion = &criterion});
  }
  for (const Row& row : book.rows) {
    std::size_t at = 0;
    for (const TaskResult& task : row.tasks) {
      for (const CriterionResult& result : task.criteria) {
        ++statistics.criteria[at++].counts[static_cast<std::size_t>(result.outcome)];
      }
    }
  }
  statistics.rules = counted_rules(book);
  return statistics;
}

}  // namespace sbatchlint
