#include "hosts/cli/grade_check.h"

#include <utility>

#include <fmt/format.h>

#include "hosts/cli/commands.h"
#include "output/display.h"

namespace sbatchlint::cli {
namespace {

Submission submission_of(const Sample& sample) {
  Submission submission{.student = "sample", .name = "sample", .id = {}, .source = sample.title};
  for (const auto& [name, text] : sample.files) submission.files.push_back({.path = name, .bytes = text});
  return submission;
}

std::string counted(std::size_t count, std::string_view what, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? what : many);
}

// What the sample came to and should not have, one sentence each.
std::vector<std::string> differences(const Sample& sample, const Row& row) {
  std::vector<std::string> found;
  for (const TaskResult& task : row.tasks) {
    for (const CriterionResult& result : task.criteria) {
      const auto expected = sample.outcomes.find(result.criterion->id);
      if (expected == sample.outcomes.end() || expected->second == outcome_name(result.outcome)) continue;
      found.push_back(fmt::format("`{}` is {}, not {}{}", result.criterion->id, outcome_name(result.outcome),
                                  expected->second, result.reason.empty() ? "" : ": " + result.reason));
    }
  }
  if (sample.points && *sample.points != row.points) {
    found.push_back(fmt::format("it has {} points, not {}", to_text(row.points), to_text(*sample.points)));
  }
  return found;
}

}  // namespace

int check_rubric(Grading& grading, const World& world) {
  const Rubric& rubric = grading.rubric();
  std::size_t criteria = 0;
  for (const RubricTask& task : rubric.tasks) criteria += task.criteria.size();
  std::string text =
      fmt::format("{}: {}, {}, {} points\n", visible(rubric.title), counted(rubric.tasks.size(), "task", "tasks"),
                  counted(criteria, "criterion", "criteria"), to_text(rubric.possible()));
  for (const std::string& advice : advice_on(rubric)) text += visible("note: " + advice) + "\n";
  std::size_t broken = 0;
  for (const Sample& sample : rubric.samples) {
    const auto book = grading.grade({submission_of(sample)}, {}, 1, [](std::size_t, std::size_t) {});
    if (!book) return complain(book.error().message, world);
    const auto found = differences(sample, book.value().rows.front());
    broken += found.empty() ? 0 : 1;
    for (const std::string& sentence : found) {
      text += visible(fmt::format("{}:{}: sample `{}`: {}", rubric.file, sample.line, sample.title, sentence)) + "\n";
    }
  }
  if (rubric.samples.empty()) text += "it has no [[sample]]: one that gets all points shows that all can be got\n";
  if (!rubric.samples.empty())
    text += fmt::format("{} of {} samples hold\n", rubric.samples.size() - broken, rubric.samples.size());
  return print(text, broken == 0 ? kClean : kFindings, world);
}

}  // namespace sbatchlint::cli
