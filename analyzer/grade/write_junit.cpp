// A suite a student, a test a criterion: for GitHub Classroom and whoever reads JUnit.
#include <fmt/format.h>

#include "grade/markup.h"
#include "grade/results.h"
#include "output/xml.h"

namespace sbatchlint {

namespace {

struct GradeCounts {
  std::size_t tests = 0;
  std::size_t failures = 0;
  std::size_t skipped = 0;
};

bool is_failure(Outcome outcome) { return outcome == Outcome::Fail || outcome == Outcome::Partial; }

bool is_skipped(Outcome outcome) { return outcome == Outcome::Review || outcome == Outcome::Ungraded; }

void count_row(const Row& row, GradeCounts& counts) {
  for (const TaskResult& task : row.tasks) {
    for (const CriterionResult& result : task.criteria) {
      ++counts.tests;
      counts.failures += is_failure(result.outcome) ? 1 : 0;
      counts.skipped += is_skipped(result.outcome) ? 1 : 0;
    }
  }
}

void append_grade_counts(std::string& out, const GradeCounts& counts) {
  append_attribute(out, "tests", std::to_string(counts.tests));
  append_attribute(out, "failures", std::to_string(counts.failures));
  append_attribute(out, "errors", "0");
  append_attribute(out, "skipped", std::to_string(counts.skipped));
}

std::string words_on(const CriterionResult& result) {
  std::string text = result.reason;
  if (!result.criterion->fail_text.empty() && is_failure(result.outcome)) text += "\n" + result.criterion->fail_text;
  for (const Evidence& evidence : result.evidence) {
    text += fmt::format("\n{}:{}: {}", evidence.path, evidence.line, evidence.message);
    if (!evidence.help.empty()) text += "\nhelp: " + evidence.help;
  }
  return text;
}

void append_case(std::string& out, const Row& row, const TaskResult& task, const CriterionResult& result) {
  const Criterion& criterion = *result.criterion;
  out += "    <testcase";
  append_attribute(out, "classname", row.student + "." + task.task->id);
  append_attribute(
      out, "name",
      fmt::format("{} ({})", criterion.hidden ? "not told" : criterion.title, out_of(result.points, criterion.points)));
  if (result.outcome == Outcome::Pass) {
    out += "/>\n";
    return;
  }
  const std::string message = criterion.hidden ? "not told" : result.reason;
  out += is_skipped(result.outcome) ? ">\n      <skipped" : ">\n      <failure";
  append_attribute(out, "message", message);
  if (is_skipped(result.outcome)) {
    out += "/>\n    </testcase>\n";
    return;
  }
  append_attribute(out, "type", outcome_name(result.outcome));
  out += '>';
  append_xml(out, criterion.hidden ? message : words_on(result));
  out += "</failure>\n    </testcase>\n";
}

}  // namespace

void write_grades_junit(const Gradebook& book, std::string& out) {
  GradeCounts all;
  for (const Row& row : book.rows) count_row(row, all);
  out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites";
  append_attribute(out, "name", book.rubric->title);
  append_grade_counts(out, all);
  out += ">\n";
  for (const Row& row : book.rows) {
    GradeCounts counts;
    count_row(row, counts);
    out += "  <testsuite";
    append_attribute(out, "name", row.student);
    append_grade_counts(out, counts);
    out += ">\n    <properties>\n      <property name=\"points\"";
    append_attribute(out, "value", out_of(row.points, book.rubric->possible()));
    out += "/>\n      <property name=\"status\"";
    append_attribute(out, "value", status_name(row.status));
    out += "/>\n    </properties>\n";
    for (const TaskResult& task : row.tasks) {
      for (const CriterionResult& result : task.criteria) append_case(out, row, task, result);
    }
    out += "  </testsuite>\n";
  }
  out += "</testsuites>\n";
}

}  // namespace sbatchlint
