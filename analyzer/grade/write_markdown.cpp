// A student's page as Markdown: what was asked, what came of it, and what to learn from it.
#include <algorithm>

#include <fmt/format.h>

#include "grade/markup.h"
#include "grade/results.h"

namespace sbatchlint {

namespace {

constexpr std::size_t kMostCommands = 40;

void append_evidence(const Gradebook& book, const CriterionResult& result, std::string& out) {
  std::vector<const Rule*> told;
  for (const Evidence& evidence : result.evidence) {
    out += fmt::format("  - {}, line {}: {}\n", markdown_text(evidence.path), evidence.line,
                       markdown_text(evidence.message));
    if (!evidence.help.empty()) out += fmt::format("    - what to do: {}\n", markdown_text(evidence.help));
    for (const std::string& fix : evidence.fixes) out += fmt::format("    - a fix: {}\n", markdown_text(fix));
    if (evidence.rule == nullptr || std::ranges::find(told, evidence.rule) != told.end()) continue;
    told.push_back(evidence.rule);
    const std::string why = why_of(book, *evidence.rule);
    if (!why.empty()) out += fmt::format("    - why ({}): {}\n", evidence.rule->code, markdown_text(why));
  }
}

std::string_view text_for(const CriterionResult& result) {
  switch (result.outcome) {
    case Outcome::Pass: return result.criterion->pass_text;
    case Outcome::Partial:
    case Outcome::Fail: return result.criterion->fail_text;
    case Outcome::Review: return result.criterion->review_text;
    case Outcome::Ungraded: break;
  }
  return {};
}

void append_criterion(const Gradebook& book, const CriterionResult& result, std::string& out) {
  const Criterion& criterion = *result.criterion;
  out += fmt::format("- **{}**{}: {}, {}\n", markdown_text(criterion.title), criterion.bonus ? " (bonus)" : "",
                     out_of(result.points, criterion.points),
                     result.outcome == Outcome::Review ? "a person will look" : outcome_name(result.outcome));
  out += fmt::format("  - asked: {}\n", markdown_text(question_of(criterion)));
  if (!result.reason.empty()) out += fmt::format("  - found: {}\n", markdown_text(result.reason));
  if (const std::string_view text = text_for(result); !text.empty())
    out += fmt::format("  - {}\n", markdown_text(text));
  if (!result.override_reason.empty()) {
    out += fmt::format("  - decided by a person: {}\n", markdown_text(result.override_reason));
  }
  append_evidence(book, result, out);
}

void append_script(const FileResult& file, std::string& out) {
  out += fmt::format("\n### {}\n\n", markdown_text(file.source.name()));
  const JobSummary& summary = *file.summary;
  if (summary.accepted == false) out += fmt::format("sbatch refuses it: {}\n\n", markdown_text(summary.refusal));
  out += "It asks for:\n\n";
  std::size_t count = 0;
  for (const ComponentSummary& part : summary.components) {
    for (const OptionSummary& option : part.options) {
      if (option.origin == Origin::SlurmDefault) continue;
      ++count;
      out += fmt::format("- {}: {}{}\n", option.name, markdown_text(option.value.value_or("?")),
                         option.line ? fmt::format(" (line {})", *option.line + 1) : std::string());
    }
  }
  if (count == 0) out += "- nothing\n";
  out += "\nIt runs:\n\n";
  std::size_t shown = 0;
  for (const CommandSummary& command : summary.commands) {
    if (shown++ == kMostCommands) break;
    out += fmt::format("- line {}: {}\n", file.source.line_of(command.span.begin) + 1,
                       markdown_text(command_text(command)));
  }
  if (summary.commands.empty()) out += "- nothing\n";
  if (shown > kMostCommands) out += "- and more\n";
}

}  // namespace

void write_feedback_markdown(const Gradebook& book, const Row& row, std::string& out) {
  out += fmt::format("# {}\n\n{}: **{} points**", markdown_text(book.rubric->title), markdown_text(row.name),
                     out_of(row.points, book.rubric->possible()));
  if (row.passed) out += *row.passed ? ", passed" : ", not passed";
  out += "\n";
  if (row.status == GradeStatus::Missing || row.status == GradeStatus::Unreadable) {
    out += fmt::format("\nNot graded ({}):\n\n", status_name(row.status));
    for (const std::string& reason : row.reasons) out += fmt::format("- {}\n", markdown_text(reason));
    return;
  }
  if (row.status == GradeStatus::Review) out += "\nA person will look at it before this is final.\n";
  if (!row.notes.empty()) out += '\n';
  for (const std::string& note : row.notes) out += fmt::format("- {}\n", markdown_text(note));
  for (const TaskResult& task : row.tasks) {
    out += fmt::format("\n## {}: {} points\n\n", markdown_text(task.task->title), out_of(task.points, task.possible));
    for (const CriterionResult& result : task.criteria) {
      if (!result.criterion->hidden) append_criterion(book, result, out);
    }
    if (const std::string hidden = hidden_text(task); !hidden.empty()) out += fmt::format("- {}\n", hidden);
  }
  if (book.anonymous) return;
  if (!row.scripts.empty()) out += "\n## What was handed in\n";
  for (const std::size_t script : row.scripts) append_script(book.run->files[script], out);
  const std::vector<Evidence> others = other_findings(book, row);
  if (!others.empty()) out += "\n## Also found, not graded\n\n";
  for (const Evidence& evidence : others) {
    out += fmt::format("- {}, line {}: {} ({})\n", markdown_text(evidence.path), evidence.line,
                       markdown_text(evidence.message), evidence.rule->code);
  }
}

}  // namespace sbatchlint
