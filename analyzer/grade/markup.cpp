#include "grade/markup.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "grade/judge.h"
#include "lint/page.h"
#include "output/display.h"
#include "output/utf8.h"

namespace sbatchlint {

namespace {

constexpr std::size_t kLongestCommandText = 200;
constexpr std::size_t kMostOtherFindings = 30;

bool is_ascii_word(char c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '-' || c == '_';
}

std::string joined_lines(std::string_view text) {
  std::string line;
  for (const char c : text) line += c == '\n' || c == '\r' ? ' ' : c;
  return line;
}

std::string listed_patterns(const Criterion& criterion) {
  std::string text;
  for (const CommandPattern& pattern : criterion.commands) {
    text += fmt::format("{}`{}`", text.empty() ? "" : " or ", pattern.text);
  }
  return text;
}

std::string option_question(const Criterion& criterion) {
  std::string text = fmt::format("`--{}`", criterion.option);
  if (!criterion.values.empty()) text += fmt::format(" as `{}`", fmt::join(criterion.values, "` or `"));
  return text;
}

bool counts_for(const Criterion& criterion, const Rule& rule) {
  return std::ranges::any_of(criterion.rules, [&rule](const std::string& each) { return selects(each, rule); });
}

bool is_asked_about(const Rubric& rubric, const Rule& rule) {
  return std::ranges::any_of(rubric.tasks, [&rule](const RubricTask& task) {
    return std::ranges::any_of(task.criteria,
                               [&rule](const Criterion& criterion) { return counts_for(criterion, rule); });
  });
}

std::string plain_word(const Word& word) {
  std::string text = word.text;
  for (auto hole = word.holes.rbegin(); hole != word.holes.rend(); ++hole) text.insert(hole->at, "?");
  return joined_lines(text);
}

}  // namespace

std::string markdown_text(std::string_view text) {
  std::string out;
  for (const char c : visible(joined_lines(text))) {
    if (std::string_view("\\`*_[]<>&|~#!$").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

std::string csv_cell(std::string_view text) {
  std::string cell = visible(joined_lines(text));
  if (!cell.empty() && std::string_view("=+-@|%").find(cell.front()) != std::string_view::npos) cell.insert(0, "'");
  const bool plain = cell.find_first_of(",;\"'\n") == std::string::npos && !cell.starts_with(' ');
  if (plain) return cell;
  std::string quoted = "\"";
  for (const char c : cell) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
  return quoted + '"';
}

std::string out_of(Points points, Points possible) { return to_text(points) + " of " + to_text(possible); }

std::string question_of(const Criterion& criterion) {
  switch (criterion.kind) {
    case CriterionKind::Rules: return fmt::format("not found: {}", fmt::join(criterion.rules, ", "));
    case CriterionKind::Request: return fmt::format("the request: `{}`", criterion.request.text);
    case CriterionKind::Run: return fmt::format("it runs {}", listed_patterns(criterion));
    case CriterionKind::NeverRun: return fmt::format("it does not run {}", listed_patterns(criterion));
    case CriterionKind::Option: return fmt::format("{} is given", option_question(criterion));
    case CriterionKind::ForbidOption: return fmt::format("{} is not given", option_question(criterion));
    case CriterionKind::File: return fmt::format("there is a file `{}`", fmt::join(criterion.files, "` or `"));
    case CriterionKind::Accepted: return "sbatch takes the script";
  }
  return {};
}

std::string why_of(const Gradebook& book, const Rule& rule) {
  const auto entry = std::ranges::find(book.run->catalog, &rule, &CatalogEntry::rule);
  if (entry == book.run->catalog.end()) return {};
  const auto page = parse_page(entry->page);
  if (!page) return {};
  const std::string_view section = page.value().section("Why");
  return joined_lines(section.substr(0, section.find("\n\n")));
}

std::vector<Evidence> other_findings(const Gradebook& book, const Row& row) {
  std::vector<Evidence> found;
  for (const std::size_t script : row.scripts) {
    const FileResult& file = book.run->files[script];
    for (const Diagnostic& finding : file.diagnostics) {
      if (is_asked_about(*book.rubric, *finding.rule) || found.size() >= kMostOtherFindings) continue;
      found.push_back({.file = script,
                       .path = file.source.name(),
                       .line = file.source.line_of(finding.span.begin) + 1,
                       .rule = finding.rule,
                       .message = finding.message(),
                       .help = finding.help});
    }
  }
  return found;
}

std::string hidden_text(const TaskResult& task) {
  Points reached;
  Points possible;
  bool any = false;
  bool open = false;
  for (const CriterionResult& result : task.criteria) {
    if (!result.criterion->hidden) continue;
    any = true;
    open = open || result.outcome == Outcome::Review;
    reached += result.points;
    if (!result.criterion->bonus) possible += result.criterion->points;
  }
  if (!any) return {};
  return fmt::format("{} points for what is not told here{}", out_of(reached, possible),
                     open ? "; some of it is for a person to decide" : "");
}

std::string command_text(const CommandSummary& command) {
  std::string text;
  for (const Invocation& invocation : command.chain) {
    if (!text.empty()) text += " > ";
    text += invocation.name.empty() ? plain_word(invocation.program) : invocation.name;
    for (const Word& word : invocation.args) text += " " + plain_word(word);
    if (text.size() > kLongestCommandText) return valid_utf8(text.substr(0, kLongestCommandText)) + " ...";
  }
  return text;
}

std::string file_stem_of(const Row& row) {
  constexpr std::size_t kLongest = 60;
  std::string stem;
  std::uint32_t hash = 2166136261U;
  for (const char c : row.student) {
    stem += is_ascii_word(c) ? c : '_';
    hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  }
  if (stem == row.student && stem.size() <= kLongest && !stem.empty()) return stem;
  return stem.substr(0, kLongest) + fmt::format("-{:08x}", hash);
}

}  // namespace sbatchlint
