// The course on one page: who got what, how each criterion went, what was found most, and what a person should look at.
// Charts are SVG, drawn here: no script runs and nothing is fetched.
#include <algorithm>

#include <fmt/format.h>

#include "grade/markup.h"
#include "grade/page.h"
#include "grade/results.h"
#include "grade/statistics.h"
#include "output/html_text.h"

namespace sbatchlint {

namespace {

constexpr std::size_t kMostRules = 15;
constexpr Outcome kOutcomes[] = {Outcome::Pass, Outcome::Partial, Outcome::Fail, Outcome::Review, Outcome::Ungraded};

void append_distribution(const CourseStatistics& statistics, std::string& out) {
  constexpr std::size_t kHeight = 140;
  constexpr std::size_t kBar = 56;
  const std::size_t most = std::max<std::size_t>(1, *std::ranges::max_element(statistics.distribution));
  out +=
      "<h2>Distribution</h2>\n<svg viewBox=\"0 0 600 190\" role=\"img\" aria-label=\"How many students reached how "
      "much of the points\">\n";
  for (std::size_t i = 0; i < statistics.distribution.size(); ++i) {
    const std::size_t count = statistics.distribution[i];
    const std::size_t height = count * kHeight / most;
    const std::size_t x = 10 + i * 58;
    out += fmt::format("<rect class=\"bar\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>\n", x, 20 + kHeight - height,
                       kBar, height);
    if (count > 0) {
      out += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n", x + kBar / 2,
                         15 + kHeight - height, count);
    }
    out += fmt::format("<text class=\"soft\" x=\"{}\" y=\"178\" text-anchor=\"middle\">{}%</text>\n", x + kBar / 2,
                       i * 10);
  }
  out += "<line class=\"axis\" x1=\"5\" y1=\"160.5\" x2=\"595\" y2=\"160.5\"/>\n</svg>\n";
}

// One bar a criterion, divided by outcome.
void append_pass_rates(const CourseStatistics& statistics, std::string& out) {
  constexpr std::size_t kWidth = 600;
  constexpr std::size_t kLine = 44;
  const std::size_t height = statistics.criteria.size() * kLine + 4;
  out +=
      "<h2>Criteria</h2>\n<p class=\"key\"><span class=\"pass\">met</span><span class=\"partial\">partly</span>"
      "<span class=\"fail\">not met</span><span class=\"review\">to review</span><span class=\"ungraded\">not "
      "graded</span></p>\n";
  out +=
      fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"How each criterion went\">\n", kWidth, height);
  std::size_t y = 0;
  for (const CriterionCounts& counts : statistics.criteria) {
    std::size_t all = 0;
    for (const Outcome outcome : kOutcomes) all += counts.of(outcome);
    out += fmt::format("<text x=\"0\" y=\"{}\">", y + 14);
    append_html(out, counts.criterion->title);
    out += fmt::format("</text>\n<text class=\"soft\" x=\"{}\" y=\"{}\" text-anchor=\"end\">{} of {}</text>\n", kWidth,
                       y + 14, counts.of(Outcome::Pass), all);
    std::size_t before = 0;
    for (const Outcome outcome : kOutcomes) {
      const std::size_t count = counts.of(outcome);
      if (count > 0) {
        const std::size_t x = before * kWidth / all;
        out += fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"14\"/>\n", outcome_name(outcome),
                           x, y + 20, (before + count) * kWidth / all - x);
      }
      before += count;
    }
    y += kLine;
  }
  out += "</svg>\n";
}

void append_common_findings(const Gradebook& book, const CourseStatistics& statistics, std::string& out) {
  if (statistics.rules.empty()) return;
  const std::size_t shown = std::min(kMostRules, statistics.rules.size());
  const std::size_t most = statistics.rules.front().students;
  out += fmt::format(
      "<h2>Most common findings</h2>\n<svg viewBox=\"0 0 600 {}\" role=\"img\" aria-label=\"In how many "
      "submissions each rule was found\">\n",
      shown * 26 + 4);
  for (std::size_t i = 0; i < shown; ++i) {
    const RuleCount& count = statistics.rules[i];
    out += fmt::format(
        "<text x=\"0\" y=\"{0}\">{1} {2}</text><rect class=\"bar\" x=\"290\" y=\"{3}\" width=\"{4}\" "
        "height=\"14\"/><text class=\"soft\" x=\"{5}\" y=\"{0}\">{6}</text>\n",
        i * 26 + 15, count.rule->code, count.rule->name, i * 26 + 4, count.students * 260 / most,
        295 + count.students * 260 / most, count.students);
  }
  out +=
      fmt::format("</svg>\n<p><small>Students of {} in whose scripts the rule spoke.</small></p>\n", book.rows.size());
}

void append_reviews_table(const Gradebook& book, std::string& out) {
  const auto is_open = [](const Row& row) { return row.status != GradeStatus::Graded; };
  const auto count = std::ranges::count_if(book.rows, is_open);
  out += fmt::format("<h2>For a person to look at <small>{}</small></h2>\n", count);
  if (count == 0) out += "<p>Nothing.</p>\n";
  if (count == 0) return;
  out += "<div class=\"scroll\"><table>\n";
  for (const Row& row : book.rows) {
    if (!is_open(row)) continue;
    out += "<tr><td><bdi>";
    append_html(out, row.name);
    out += fmt::format("</bdi></td><td class=\"{0}\"><b class=\"o\">{0}</b></td><td>", status_name(row.status));
    for (const std::string& reason : row.reasons) {
      out += "<p>";
      append_html_message(out, reason);
      out += "</p>";
    }
    out += "</td></tr>\n";
  }
  out += "</table></div>\n";
}

void append_similar_table(const Gradebook& book, std::string& out) {
  if (book.similar.empty()) return;
  out +=
      "<h2>Nearly the same</h2>\n<p><small>A hint, not a verdict: small assignments leave little room.</small></p>\n"
      "<div class=\"scroll\"><table>\n";
  for (const SimilarGroup& group : book.similar) {
    out += fmt::format("<tr><td class=\"n\">{}%</td><td>", group.percent);
    for (std::size_t i = 0; i < group.rows.size(); ++i) {
      out += i == 0 ? "<bdi>" : ", <bdi>";
      append_html(out, book.rows[group.rows[i]].name);
      out += "</bdi>";
    }
    out += "</td></tr>\n";
  }
  out += "</table></div>\n";
}

void append_changes_table(const Gradebook& book, std::string& out) {
  if (!book.changes) return;
  out += fmt::format("<h2>Changed since the results before <small>{}</small></h2>\n", book.changes->size());
  if (book.changes->empty()) return;
  out += "<div class=\"scroll\"><table>\n";
  for (const Change& change : *book.changes) {
    out += "<tr><td><bdi>";
    append_html(out, change.student);
    out += "</bdi></td><td>";
    append_html(out, change.before.empty() ? "not there" : change.before);
    out += "</td><td>";
    append_html(out, change.after.empty() ? "not there" : change.after);
    out += "</td><td>";
    for (const std::string& criterion : change.criteria) {
      out += "<p>";
      append_html(out, criterion);
      out += "</p>";
    }
    out += "</td></tr>\n";
  }
  out += "</table></div>\n";
}

void append_students(const Gradebook& book, std::string& out) {
  out +=
      "<h2>Students</h2>\n<div class=\"scroll\"><table>\n<tr><th>Student</th><th "
      "class=\"n\">Points</th><th>Status</th>";
  for (const RubricTask& task : book.rubric->tasks) {
    out += "<th class=\"n\">";
    append_html(out, task.title);
    out += "</th>";
  }
  out += "</tr>\n";
  for (const Row& row : book.rows) {
    out += fmt::format("<tr><td><a href=\"feedback/{}.html\"><bdi>", file_stem_of(row));
    append_html(out, row.name);
    out +=
        fmt::format("</bdi></a></td><td class=\"n\">{}{}</td><td class=\"{}\"><b class=\"o\">{}</b>{}</td>",
                    to_text(row.points), row.undecided > Points{} ? " +" + to_text(row.undecided) + "?" : std::string(),
                    status_name(row.status), status_name(row.status),
                    !row.passed   ? ""
                    : *row.passed ? " passed"
                                  : " not passed");
    for (const TaskResult& task : row.tasks) out += fmt::format("<td class=\"n\">{}</td>", to_text(task.points));
    out += "</tr>\n";
  }
  out += "</table></div>\n";
}

}  // namespace

void write_overview_html(const Gradebook& book, std::string& out) {
  const CourseStatistics statistics = statistics_of(book);
  append_page_head(out, book.rubric->title);
  out += "<h1>";
  append_html(out, book.rubric->title);
  out += fmt::format(
      "</h1>\n<p>{} students: {} graded, {} to review, {} missing, {} unreadable. Of {} points: mean {}, "
      "median {}.</p>\n",
      book.rows.size(), book.count(GradeStatus::Graded), book.count(GradeStatus::Review),
      book.count(GradeStatus::Missing), book.count(GradeStatus::Unreadable), to_text(book.rubric->possible()),
      to_text(statistics.mean), to_text(statistics.median));
  append_distribution(statistics, out);
  append_pass_rates(statistics, out);
  append_common_findings(book, statistics, out);
  append_reviews_table(book, out);
  append_similar_table(book, out);
  append_changes_table(book, out);
  append_students(book, out);
  append_page_tail(out);
}

}  // namespace sbatchlint
