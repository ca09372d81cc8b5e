// SB105 directive-after-command. Why, and examples: the page beside this file.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// Directive lines with nothing but comments and blank lines between them.
using Run = std::vector<const DirectiveLine*>;

bool only_comments_between(const Job& job, std::uint32_t from, std::uint32_t to) {
  for (std::uint32_t line = from + 1; line < to; ++line) {
    const std::string_view text = job.source.slice(job.source.line_span(line));
    const auto first = text.find_first_not_of(" \t\r");
    if (first != std::string_view::npos && text[first] != '#') return false;
  }
  return true;
}

std::vector<Run> late_runs(const Job& job) {
  std::vector<Run> runs;
  for (const DirectiveLine& line : job.directives.late) {
    // Beyond what was parsed a line may stand in a string, for all we know.
    const bool unseen = job.script.parsed && line.span.begin >= job.script.analysed;
    if (line.marker != Marker::Sbatch || unseen || job.script.is_text(line.span.begin)) continue;
    if (runs.empty() || !only_comments_between(job, runs.back().back()->line, line.line)) runs.emplace_back();
    runs.back().push_back(&line);
  }
  return runs;
}

// "`--time`, `--mem` and 2 more": the options of a run, as written.
std::string lost_options(const Job& job, const Run& run) {
  constexpr std::size_t kNamed = 3;
  std::vector<std::string_view> options;
  for (const DirectiveLine* line : run) {
    std::string_view text = job.source.slice(line->span).substr(std::string_view("#SBATCH").size());
    while (!text.empty()) {
      text.remove_prefix(std::min(text.find_first_not_of(" \t\r"), text.size()));
      const std::string_view word = text.substr(0, text.find_first_of(" \t\r"));
      if (word.starts_with('#')) break;
      if (word.size() > 1 && word[0] == '-') options.push_back(word.substr(0, word.find('=')));
      text.remove_prefix(word.size());
    }
  }
  if (options.empty()) return "this line";
  std::string names;
  for (std::size_t i = 0; i < std::min(options.size(), kNamed); ++i) {
    if (i > 0) names += i + 1 == options.size() ? " and " : ", ";
    names += concat("`", options[i], "`");
  }
  if (options.size() > kNamed) names += concat(" and ", options.size() - kNamed, " more");
  return names;
}

Fix move_up(const Job& job, const Run& run) {
  Fix fix{.title = run.size() == 1 ? "Move it above the first command" : "Move them above the first command",
          .safety = Safety::Unsafe,
          .edits = {}};
  const auto place = job.request.components.back().insertion;
  if (!place) return fix;
  std::string moved;
  for (const DirectiveLine* line : run) {
    moved += concat(job.source.slice(line->span), "\n");
    fix.edits.push_back({.span = job.source.full_line_span(line->line), .text = ""});
  }
  fix.edits.insert(fix.edits.begin(), {.span = {*place, *place}, .text = moved});
  return fix;
}

bool in_error_region(const Job& job, Span place) {
  return std::ranges::any_of(job.script.error_regions, [place](Span region) { return region.contains(place); });
}

// In other languages than shell, a line may stand in a string that we cannot see: the finding is then a guess.
void directive_after_command(const Job& job, Report& report) {
  if (!job.directives.header_end) return;
  const std::uint32_t end_line = job.source.line_of(*job.directives.header_end);
  const Span command = job.source.line_span(end_line);
  for (const Run& run : late_runs(job)) {
    const Span place = cover(run.front()->span, run.back()->span);
    auto finding = report.at(place, "{} without effect: sbatch stopped reading at the command on line {}",
                             concat(lost_options(job, run), run.size() == 1 ? " is" : " are"), end_line + 1);
    finding.related(command, "the first command: everything below it is for the shell")
        .help("move `#SBATCH` lines above the first command");
    if (!job.script.parsed || in_error_region(job, place)) finding.confidence(Confidence::Low);
    Fix fix = move_up(job, run);
    if (!fix.edits.empty()) finding.fix(std::move(fix));
  }
}

}  // namespace

extern constinit const Rule SB105_directive_after_command{
    .code = "SB105",
    .name = "directive-after-command",
    .group = Group::Directives,
    .level = Level::Error,
    .fixes = Fixes::Always,
    .check = directive_after_command,
};

}  // namespace sbatchlint::rules
