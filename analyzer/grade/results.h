// The formats of results. Pure: the same gradebook gives the same bytes.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "grade/gradebook.h"
#include "text/result.h"

namespace sbatchlint {

// Append the whole course, UTF-8 with a final newline.
void write_grades_text(const Gradebook& book, std::string& out);
void write_grades_json(const Gradebook& book, std::string& out);
void write_grades_csv(const Gradebook& book, std::string& out);
void write_grades_moodle(const Gradebook& book, std::string& out);
void write_grades_canvas(const Gradebook& book, std::string& out);
void write_grades_junit(const Gradebook& book, std::string& out);
void write_overview_html(const Gradebook& book, std::string& out);

// Append one student's page.
void write_feedback_markdown(const Gradebook& book, const Row& row, std::string& out);
void write_feedback_html(const Gradebook& book, const Row& row, std::string& out);
void write_gradescope(const Gradebook& book, const Row& row, std::string& out);

using WriteCourse = void (*)(const Gradebook& book, std::string& out);
using WriteStudent = void (*)(const Gradebook& book, const Row& row, std::string& out);

// A format is written once a course (`file` in the folder of results), or once a student (`<folder>/STUDENT<suffix>`).
struct GradeFormat {
  std::string_view name;
  std::string_view place;   // "grades.csv", or "feedback"
  std::string_view suffix;  // of a student's file
  WriteCourse course = nullptr;
  WriteStudent student = nullptr;
};
[[nodiscard]] std::span<const GradeFormat> grade_formats();

// What changed against results that write_grades_json wrote before. Fails for anything else.
[[nodiscard]] Result<std::vector<Change>> changes_since(std::string_view previous, const Gradebook& book);

// Puts `student-001`, ... for every student, in an order that tells nothing, and takes their names out of whatever the
// gradebook says. Before writing; the run's sources keep what students wrote and are not quoted then.
void anonymise(Gradebook& book);

}  // namespace sbatchlint
