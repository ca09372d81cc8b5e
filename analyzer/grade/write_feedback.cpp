// A student's page: what was asked, what came of it with each finding's why and fix, what the scripts really ask for
// and run.
#include <algorithm>

#include <fmt/format.h>

#include "grade/markup.h"
#include "grade/page.h"
#include "grade/results.h"
#include "output/html_text.h"

namespace sbatchlint {

namespace {

constexpr std::size_t kMostShownCommands = 60;

void append_element(std::string& out, std::string_view open, std::string_view text, std::string_view close) {
  out += open;
  append_html_message(out, text);
  out += close;
}

std::string_view outcome_words(const CriterionResult& result) {
  switch (result.outcome) {
    case Outcome::Pass: return "met";
    case Outcome::Partial: return "partly met";
    case Outcome::Fail: return "not met";
    case Outcome::Review: return "a person will look";
    case Outcome::Ungraded: break;
  }
  return "not graded";
}

std::string_view course_text(const CriterionResult& result) {
  switch (result.outcome) {
    case Outcome::Pass: return result.criterion->pass_text;
    case Outcome::Partial:
    case Outcome::Fail: return result.criterion->fail_text;
    case Outcome::Review: return result.criterion->review_text;
    case Outcome::Ungraded: break;
  }
  return {};
}

void append_page_evidence(const Gradebook& book, const CriterionResult& result, std::string& out) {
  if (result.evidence.empty()) return;
  std::vector<const Rule*> told;
  out += "<ul>\n";
  for (const Evidence& evidence : result.evidence) {
    out += "<li><small><bdi>";
    append_html(out, evidence.path);
    out += fmt::format("</bdi>, line {}{}{}</small> ", evidence.line, evidence.rule == nullptr ? "" : ", ",
                       evidence.rule == nullptr ? "" : evidence.rule->code);
    if (evidence.rule == nullptr) {
      append_element(out, "<code>", {}, "");
      append_html(out, evidence.message);
      out += "</code>";
    } else {
      append_html_message(out, evidence.message);
    }
    if (!evidence.help.empty()) append_element(out, "<p><b>What to do:</b> ", evidence.help, "</p>");
    for (const std::string& fix : evidence.fixes) append_element(out, "<p><b>A fix:</b> ", fix, "</p>");
    if (evidence.rule != nullptr && std::ranges::find(told, evidence.rule) == told.end()) {
      told.push_back(evidence.rule);
      const std::string why = why_of(book, *evidence.rule);
      if (!why.empty()) append_element(out, "<p><b>Why:</b> ", why, "</p>");
    }
    out += "</li>\n";
  }
  out += "</ul>\n";
}

void append_page_criterion(const Gradebook& book, const CriterionResult& result, std::string& out) {
  const Criterion& criterion = *result.criterion;
  out += fmt::format("<article class=\"{}\"><p><b>", outcome_name(result.outcome));
  append_html(out, criterion.title);
  out += fmt::format("</b>{} <b class=\"o\">{}</b> <small>{} points</small></p>\n", criterion.bonus ? " (bonus)" : "",
                     outcome_words(result), out_of(result.points, criterion.points));
  append_element(out, "<p><small>Asked: ", question_of(criterion), "</small></p>\n");
  if (!result.reason.empty()) append_element(out, "<p>", result.reason, "</p>\n");
  if (const std::string_view text = course_text(result); !text.empty()) append_element(out, "<p>", text, "</p>\n");
  if (!result.override_reason.empty()) {
    append_element(out, "<p><small>Decided by a person: ", result.override_reason, "</small></p>\n");
  }
  append_page_evidence(book, result, out);
  out += "</article>\n";
}

void append_options(const JobSummary& summary, std::string& out) {
  out += "<h3>It asks for</h3>\n";
  if (summary.accepted == false) append_element(out, "<p>sbatch refuses it: ", summary.refusal, "</p>\n");
  out += "<div class=\"scroll\"><table>\n";
  for (const ComponentSummary& part : summary.components) {
    for (const OptionSummary& option : part.options) {
      if (option.origin == Origin::SlurmDefault) continue;
      append_element(out, "<tr><td>", option.name, "</td><td><code>");
      append_html(out, option.value.value_or("?"));
      out += option.line ? fmt::format("</code></td><td><small>line {}</small></td></tr>\n", *option.line + 1)
                         : std::string("</code></td><td></td></tr>\n");
    }
  }
  out += "</table></div>\n";
}

void append_commands(const FileResult& file, std::string& out) {
  out += "<h3>It runs</h3>\n<div class=\"scroll\"><table>\n";
  std::size_t shown = 0;
  for (const CommandSummary& command : file.summary->commands) {
    if (shown++ == kMostShownCommands) break;
    out += fmt::format("<tr><td><small>line {}</small></td><td><code>", file.source.line_of(command.span.begin) + 1);
    append_html(out, command_text(command));
    out += fmt::format("</code>{}</td></tr>\n", command.conditional ? " <small>sometimes</small>" : "");
  }
  out += "</table></div>\n";
  if (shown > kMostShownCommands) out += "<p><small>and more</small></p>\n";
}

void append_scripts(const Gradebook& book, const Row& row, std::string& out) {
  for (const std::size_t script : row.scripts) {
    const FileResult& file = book.run->files[script];
    append_element(out, "<h2>What was handed in: <bdi>", {}, "");
    append_html(out, file.source.name());
    out += "</bdi></h2>\n";
    append_options(*file.summary, out);
    append_commands(file, out);
  }
  const std::vector<Evidence> others = other_findings(book, row);
  if (others.empty()) return;
  out += "<h2>Also found, not graded</h2>\n<ul>\n";
  for (const Evidence& evidence : others) {
    out += "<li><small><bdi>";
    append_html(out, evidence.path);
    out += fmt::format("</bdi>, line {}, {}</small> ", evidence.line, evidence.rule->code);
    append_element(out, "", evidence.message, "</li>\n");
  }
  out += "</ul>\n";
}

void append_header(const Gradebook& book, const Row& row, std::string& out) {
  append_element(out, "<h1>", book.rubric->title, "</h1>\n<p><bdi>");
  append_html(out, row.name);
  out += fmt::format("</bdi></p>\n<p class=\"score\">{} points", out_of(row.points, book.rubric->possible()));
  if (row.passed) out += *row.passed ? ", passed" : ", not passed";
  out += "</p>\n";
  if (row.status == GradeStatus::Review) out += "<p>A person will look at it before this is final.</p>\n";
  if (row.notes.empty()) return;
  out += "<ul>\n";
  for (const std::string& note : row.notes) append_element(out, "<li>", note, "</li>\n");
  out += "</ul>\n";
}

}  // namespace

void write_feedback_html(const Gradebook& book, const Row& row, std::string& out) {
  append_page_head(out, book.rubric->title + ", " + row.name);
  append_header(book, row, out);
  if (row.status == GradeStatus::Missing || row.status == GradeStatus::Unreadable) {
    out += "<h2>Not graded</h2>\n<ul>\n";
    for (const std::string& reason : row.reasons) append_element(out, "<li>", reason, "</li>\n");
    out += "</ul>\n";
    append_page_tail(out);
    return;
  }
  for (const TaskResult& task : row.tasks) {
    append_element(out, "<h2>", task.task->title, "");
    out += fmt::format(" <small>{} points</small></h2>\n", out_of(task.points, task.possible));
    for (const CriterionResult& result : task.criteria) {
      if (!result.criterion->hidden) append_page_criterion(book, result, out);
    }
    if (const std::string hidden = hidden_text(task); !hidden.empty()) append_element(out, "<p>", hidden, "</p>\n");
  }
  if (!book.anonymous) append_scripts(book, row, out);
  append_page_tail(out);
}

}  // namespace sbatchlint
