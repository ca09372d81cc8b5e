// SB111 stray-word. Why, and examples: the page beside this file.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "job/job.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// Words that follow one another on a line are one finding.
std::vector<Span> stray_runs(const Job& job) {
  std::vector<Span> runs;
  for (const Fault& fault : job.request.faults) {
    const bool stray = fault.kind == FaultKind::StrayWord || fault.kind == FaultKind::Line;
    if (!stray || mistake_of(job, fault) != Mistake::StrayWord) continue;
    const auto follows = [&](Span run) {
      const std::string_view between =
          run.end <= fault.span.begin ? job.source.slice({run.end, fault.span.begin}) : "\n";
      return between.find_first_not_of(" \t") == std::string_view::npos;
    };
    if (!runs.empty() && follows(runs.back())) {
      runs.back() = cover(runs.back(), fault.span);
    } else {
      runs.push_back(fault.span);
    }
  }
  return runs;
}

const DirectiveLine* line_of(const Job& job, Span span) {
  const auto found = std::ranges::find_if(job.directives.lines,
                                          [span](const DirectiveLine& line) { return line.span.contains(span); });
  return found == job.directives.lines.end() ? nullptr : &*found;
}

// Prose behind an option: everything to the end of the line becomes a comment.
std::optional<Fix> comment_out(const Job& job, Span run) {
  const DirectiveLine* line = line_of(job, run);
  if (line == nullptr) return std::nullopt;
  const std::string_view rest = job.source.slice({run.end, line->span.end});
  const auto next = rest.find_first_not_of(" \t\r");
  if (next != std::string_view::npos && rest[next] != '#') return std::nullopt;
  return Fix{.title = "Make it a comment",
             .safety = Safety::Unsafe,
             .edits = {{.span = {run.begin, run.begin}, .text = "# "}}};
}

// `--array=1, 2, 3`: the value before the run ends in a comma. Where it does, the list without its blanks.
std::optional<Fix> join_list(const Job& job, Span run) {
  const Span line = job.source.line_span(job.source.line_of(run.begin));
  const std::string_view before = job.source.slice({line.begin, run.begin});
  const auto comma = before.find_last_not_of(" \t");
  if (comma == std::string_view::npos || before[comma] != ',') return std::nullopt;
  std::string joined;
  for (const char c : job.source.slice(run)) {
    if (c != ' ' && c != '\t') joined += c;
  }
  const Span gap{line.begin + static_cast<std::uint32_t>(comma) + 1, run.end};
  return Fix{.title = "Remove the blanks", .safety = Safety::Unsafe, .edits = {{.span = gap, .text = joined}}};
}

void stray_word(const Job& job, Report& report) {
  for (const Span run : stray_runs(job)) {
    auto finding = report.at(run, "`{}` is neither an option nor the value of one: sbatch refuses the script",
                             job.source.slice(run));
    if (auto list = join_list(job, run)) {
      finding.help("write a list with commas and without blanks").fix(std::move(*list));
      continue;
    }
    finding.help("quote a value that holds blanks; put `#` in front of a comment");
    if (auto fix = comment_out(job, run)) finding.fix(std::move(*fix));
  }
}

}  // namespace

extern constinit const Rule SB111_stray_word{
    .code = "SB111",
    .name = "stray-word",
    .group = Group::Directives,
    .level = Level::Error,
    .fixes = Fixes::Sometimes,
    .check = stray_word,
};

}  // namespace sbatchlint::rules
