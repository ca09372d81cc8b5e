// Grades as tables: everything, and what Moodle and Canvas import.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "grade/markup.h"
#include "grade/results.h"
#include "output/html_text.h"

namespace sbatchlint {

namespace {

bool has_no_grade(const Row& row) {
  return row.status == GradeStatus::Missing || row.status == GradeStatus::Unreadable;
}

std::string joined(const std::vector<std::string>& parts, std::string_view separator) {
  return fmt::format("{}", fmt::join(parts, separator));
}

// One paragraph for the student: the points, and what was not met, hidden criteria aside.
std::string comment_of(const Gradebook& book, const Row& row) {
  if (has_no_grade(row)) return joined(row.reasons, "; ");
  std::string text = out_of(row.points, book.rubric->possible()) + " points.";
  for (const TaskResult& task : row.tasks) {
    for (const CriterionResult& result : task.criteria) {
      if (result.criterion->hidden || result.outcome == Outcome::Pass) continue;
      text += fmt::format(" {}: {} ({}).", result.criterion->title,
                          result.outcome == Outcome::Review ? "a person will look" : result.reason,
                          out_of(result.points, result.criterion->points));
    }
    if (const std::string hidden = hidden_text(task); !hidden.empty()) text += " " + hidden + ".";
  }
  for (const std::string& note : row.notes) text += " " + note + ".";
  return text;
}

// Moodle shows comments as HTML.
std::string escaped_for_moodle(std::string_view text) {
  std::string html;
  append_html(html, text);
  return html;
}

// 7.50: what both have as a number.
std::string decimal(Points points) { return fmt::format("{}.{:02}", points.hundredths / 100, points.hundredths % 100); }

}  // namespace

void write_grades_csv(const Gradebook& book, std::string& out) {
  out += "student,name,id,status,points,possible,undecided,passed,days_late,percent_off";
  for (const RubricTask& task : book.rubric->tasks) {
    for (const Criterion& criterion : task.criteria) out += "," + csv_cell(criterion.id);
  }
  out += ",reasons,notes\n";
  for (const Row& row : book.rows) {
    out += fmt::format("{},{},{},{},{},{},{},{},{},{}", csv_cell(row.student), csv_cell(row.name), csv_cell(row.id),
                       status_name(row.status), decimal(row.points), decimal(book.rubric->possible()),
                       decimal(row.undecided),
                       !row.passed   ? ""
                       : *row.passed ? "yes"
                                     : "no",
                       row.late.days, row.late.percent);
    for (const TaskResult& task : row.tasks) {
      for (const CriterionResult& result : task.criteria) {
        const bool decided = result.outcome != Outcome::Review && result.outcome != Outcome::Ungraded;
        out += "," + (decided ? decimal(result.points) : std::string(outcome_name(result.outcome)));
      }
    }
    out += "," + csv_cell(joined(row.reasons, "; ")) + "," + csv_cell(joined(row.notes, "; ")) + "\n";
  }
}

// The offline grading worksheet of an assignment: Moodle finds the columns by these names, and the student by the
// number behind "Participant ". Moodle 4.5, mod/assign/feedback/offline/importlib.php.
void write_grades_moodle(const Gradebook& book, std::string& out) {
  out += "Identifier,\"Full name\",Status,Grade,\"Maximum Grade\",\"Last modified (grade)\",\"Feedback comments\"\n";
  for (const Row& row : book.rows) {
    const std::string identifier = row.id.empty() ? row.student : "Participant " + row.id;
    out += fmt::format("{},{},{},{},{},-,{}\n", csv_cell(identifier), csv_cell(row.name), status_name(row.status),
                       decimal(row.points), decimal(book.rubric->possible()),
                       csv_cell(escaped_for_moodle(comment_of(book, row))));
  }
}

// The gradebook: Canvas asks for "Student", "ID" and "Section" in their places, and takes the row "Points Possible" for
// the assignment's. Students are found by their Canvas ID, else by their name. canvas-lms, lib/gradebook_importer.rb.
void write_grades_canvas(const Gradebook& book, std::string& out) {
  out += "Student,ID,SIS User ID,SIS Login ID,Section," + csv_cell(book.rubric->title) + "\n";
  out += "\"    Points Possible\",,,,," + decimal(book.rubric->possible()) + "\n";
  for (const Row& row : book.rows) {
    const bool has_login = row.id.empty() && !book.anonymous;
    out += fmt::format("{},{},,{},,{}\n", csv_cell(row.name), csv_cell(row.id),
                       has_login ? csv_cell(row.student) : std::string(), decimal(row.points));
  }
}

}  // namespace sbatchlint
