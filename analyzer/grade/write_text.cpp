// A table for a terminal, and what a person has to look at.
#include <algorithm>

#include <fmt/format.h>

#include "grade/markup.h"
#include "grade/results.h"
#include "grade/statistics.h"
#include "output/display.h"

namespace sbatchlint {

namespace {

constexpr std::size_t kMostShown = 20;

std::string padded(std::string_view text, std::size_t width) {
  std::string cell = visible(text);
  const std::size_t used = visible_width(text);
  if (used < width) cell.append(width - used, ' ');
  return cell;
}

std::string verdict_of(const Row& row) {
  std::string text(status_name(row.status));
  if (row.passed) text += *row.passed ? ", passed" : ", not passed";
  return text;
}

void append_rows(const Gradebook& book, std::string& out) {
  std::size_t width = 7;
  for (const Row& row : book.rows) width = std::max<std::size_t>(width, visible_width(row.student));
  width = std::min<std::size_t>(width, 40);
  for (const Row& row : book.rows) {
    std::string points = to_text(row.points);
    if (row.undecided > Points{}) points += " +" + to_text(row.undecided) + "?";
    out += fmt::format("{}  {:>10}  {}", padded(row.student, width), points, verdict_of(row));
    if (row.name != row.student) out += "  " + visible(row.name);
    out += '\n';
  }
}

void append_reviews(const Gradebook& book, std::string& out) {
  std::size_t shown = 0;
  for (const Row& row : book.rows) {
    if (row.reasons.empty()) continue;
    if (shown++ == 0) out += "\nfor a person to look at:\n";
    if (shown > kMostShown) continue;
    for (const std::string& reason : row.reasons)
      out += fmt::format("  {}: {}\n", visible(row.student), visible(reason));
  }
  if (shown > kMostShown) out += fmt::format("  ... and {} more students\n", shown - kMostShown);
}

void append_similar(const Gradebook& book, std::string& out) {
  if (!book.similar.empty()) out += "\nnearly the same (a hint, not a verdict):\n";
  for (const SimilarGroup& group : book.similar) {
    std::string names;
    for (const std::size_t row : group.rows) names += (names.empty() ? "" : ", ") + visible(book.rows[row].student);
    out += fmt::format("  {} ({}%)\n", names, group.percent);
  }
}

void append_changes(const Gradebook& book, std::string& out) {
  if (!book.changes) return;
  out += book.changes->empty() ? "\nnothing changed\n" : "\nchanged:\n";
  for (const Change& change : *book.changes) {
    out += fmt::format("  {}: {} -> {}\n", visible(change.student), change.before.empty() ? "not there" : change.before,
                       change.after.empty() ? "not there" : change.after);
    for (const std::string& criterion : change.criteria) out += fmt::format("    {}\n", visible(criterion));
  }
}

}  // namespace

void write_grades_text(const Gradebook& book, std::string& out) {
  out += fmt::format("{}: {} points\n\n", visible(book.rubric->title), to_text(book.rubric->possible()));
  append_rows(book, out);
  append_reviews(book, out);
  append_similar(book, out);
  append_changes(book, out);
  const CourseStatistics statistics = statistics_of(book);
  out += fmt::format("\n{} {}: {} graded, {} to review, {} missing, {} unreadable; mean {}, median {}\n",
                     book.rows.size(), book.rows.size() == 1 ? "student" : "students", book.count(GradeStatus::Graded),
                     book.count(GradeStatus::Review), book.count(GradeStatus::Missing),
                     book.count(GradeStatus::Unreadable), to_text(statistics.mean), to_text(statistics.median));
}

}  // namespace sbatchlint
