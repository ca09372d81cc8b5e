// SB105 directive-after-command. Why, and examples: the page beside this file.
#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "slurm/request.h"

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

// "`--time`, `--mem` and 2 more": the options of a run, as written. Empty where there are none: prose that begins with
// the word loses nothing.
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
  std::string names;
  for (std::size_t i = 0; i < std::min(options.size(), kNamed); ++i) {
    if (i > 0) names += i + 1 == options.size() ? " and " : ", ";
    names += concat("`", options[i], "`");
  }
  if (options.size() > kNamed) names += concat(" and ", options.size() - kNamed, " more");
  return names;
}

std::string text_of(const Job& job, const Run& run) {
  std::string text;
  for (const DirectiveLine* line : run) text += concat(job.source.slice(line->span), "\n");
  return text;
}

Fix move_up(const Job& job, const Run& run) {
  Fix fix{.title = run.size() == 1 ? "Move it above the first command" : "Move them above the first command",
          .safety = Safety::Unsafe,
          .edits = {}};
  const std::uint32_t place = *job.request.components.front().insertion;
  fix.edits.push_back({.span = {place, place}, .text = text_of(job, run)});
  for (const DirectiveLine* line : run)
    fix.edits.push_back({.span = job.source.full_line_span(line->line), .text = ""});
  return fix;
}

// The request of the header alone, as if `moved` stood at its end.
Request header_with(const Job& job, std::string_view moved) {
  const std::string_view header = job.source.bytes().substr(0, *job.directives.header_end);
  const std::uint32_t place = *job.request.components.front().insertion;
  const SourceText text(
      job.source.name(),
      concat(header.substr(0, place), moved, header.substr(std::min<std::size_t>(place, header.size())), "true\n"));
  SubmitContext context;
  if (job.request.release_known) context.release = job.request.release;
  context.plugin_options = job.site.plugin_options;
  context.now = job.now;
  return resolve_request(text, read_directives(text, job.request.release, job.directives.placeholders), context);
}

std::size_t count_overridden(const Component& part) {
  return static_cast<std::size_t>(std::ranges::count(part.uses, true, &OptionUse::overridden));
}

// What lines set that the header, which they are to join, does not; nothing where they would override or repeat what is
// in force, or sbatch would refuse them.
std::optional<std::set<const OptionSpec*>> joined_options(const Request& header, const Request& joined) {
  if (joined.components.size() != 1 || joined.faults.size() > header.faults.size()) return std::nullopt;
  if (joined.controller_faults.size() > header.controller_faults.size()) return std::nullopt;
  const Component& before = header.components.front();
  const Component& after = joined.components.front();
  if (count_overridden(after) > count_overridden(before)) return std::nullopt;
  const auto stays = [&after](const auto& setting) {
    return std::ranges::find(after.settings, setting) != after.settings.end();
  };
  if (!std::ranges::all_of(before.settings, stays)) return std::nullopt;
  std::set<const OptionSpec*> options;
  for (const OptionUse& use : after.uses) options.insert(use.spec);
  for (const OptionUse& use : before.uses) options.erase(use.spec);
  return options;
}

// True where a line begins another script: which of them a directive is meant for, nobody knows.
bool begins_script(const Job& job, std::uint32_t from, std::uint32_t to) {
  for (std::uint32_t line = from; line < to; ++line) {
    if (job.source.slice(job.source.line_span(line)).starts_with("#!")) return true;
  }
  return false;
}

// Which of the runs can be moved with a good conscience: the lines say what no other line says, sbatch takes them, and
// a variable in them, which sbatch would not expand, is not what keeps them where they are.
std::vector<bool> movable(const Job& job, const std::vector<Run>& runs, std::uint32_t header_end) {
  constexpr std::size_t kMostRuns = 20;  // a file with more is no script with a mistake in it
  std::vector<bool> good(runs.size(), false);
  const bool has_place = job.request.components.size() == 1 && job.request.components.front().insertion;
  if (!has_place || runs.size() > kMostRuns) return good;
  const Request header = header_with(job, {});
  std::vector<std::optional<std::set<const OptionSpec*>>> options;
  std::map<const OptionSpec*, int> said;
  for (const Run& run : runs) {
    const std::string text = text_of(job, run);
    options.push_back(joined_options(header, header_with(job, text)));
    for (const OptionSpec* option : options.back().value_or(std::set<const OptionSpec*>())) ++said[option];
    if (text.find_first_of("$`") != std::string::npos) options.back().reset();
  }
  const auto is_said_once = [&said](const OptionSpec* option) { return said[option] == 1; };
  for (std::size_t i = 0; i < runs.size(); ++i) {
    good[i] = options[i] && std::ranges::all_of(*options[i], is_said_once) &&
              !begins_script(job, header_end, runs[i].back()->line);
  }
  return good;
}

bool in_error_region(const Job& job, Span place) {
  return std::ranges::any_of(job.script.error_regions, [place](Span region) { return region.contains(place); });
}

// In other languages than shell, a line may stand in a string that we cannot see: the finding is then a guess.
void directive_after_command(const Job& job, Report& report) {
  if (!job.directives.header_end) return;
  const std::uint32_t end_line = job.source.line_of(*job.directives.header_end);
  const Span command = job.source.line_span(end_line);
  const std::vector<Run> runs = late_runs(job);
  if (runs.empty()) return;
  const std::vector<bool> can_move = movable(job, runs, end_line);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    const Run& run = runs[i];
    const Span place = cover(run.front()->span, run.back()->span);
    const std::string lost = lost_options(job, run);
    if (lost.empty()) continue;
    auto finding = report.at(place, "{} without effect: sbatch stopped reading at the command on line {}",
                             concat(lost, run.size() == 1 ? " is" : " are"), end_line + 1);
    finding.related(command, "the first command: everything below it is for the shell")
        .help("move `#SBATCH` lines above the first command");
    if (!job.script.parsed || in_error_region(job, place)) finding.confidence(Confidence::Low);
    if (can_move[i]) finding.fix(move_up(job, run));
  }
}

}  // namespace

extern constinit const Rule SB105_directive_after_command{
    .code = "SB105",
    .name = "directive-after-command",
    .group = Group::Directives,
    .level = Level::Error,
    .fixes = Fixes::Sometimes,
    .check = directive_after_command,
};

}  // namespace sbatchlint::rules
