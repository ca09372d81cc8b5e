#include <iterator>

#include "grade/results.h"

namespace sbatchlint {

namespace {

constexpr GradeFormat kFormats[] = {
    {.name = "text", .place = "grades.txt", .course = write_grades_text},
    {.name = "json", .place = "results.json", .course = write_grades_json},
    {.name = "csv", .place = "grades.csv", .course = write_grades_csv},
    {.name = "moodle", .place = "moodle.csv", .course = write_grades_moodle},
    {.name = "canvas", .place = "canvas.csv", .course = write_grades_canvas},
    {.name = "junit", .place = "junit.xml", .course = write_grades_junit},
    {.name = "html", .place = "overview.html", .course = write_overview_html},
    {.name = "feedback-html", .place = "feedback", .suffix = ".html", .student = write_feedback_html},
    {.name = "feedback-markdown", .place = "feedback", .suffix = ".md", .student = write_feedback_markdown},
    {.name = "gradescope", .place = "gradescope", .suffix = ".json", .student = write_gradescope},
};

}  // namespace

std::span<const GradeFormat> grade_formats() { return kFormats; }

}  // namespace sbatchlint
