// SB121 repeated-option. Why, and examples: the page beside this file.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "job/job.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

std::string_view one_name(const OptionUse& use) {
  return use.spec->name == "tasks-per-node" ? std::string_view("ntasks-per-node") : use.spec->name;
}

// The later use of the same option that won; null where none did, or where both count.
// --mail-type adds up until 24.11 (Slurm 25.05, release notes); --kill-on-invalid-dep and --gres-flags always do.
const OptionUse* winner_over(const Request& request, const Component& part, const OptionUse& loser) {
  if (!loser.overridden || loser.spec == nullptr || !is_written_in(part, loser)) return nullptr;
  const std::string_view name = one_name(loser);
  if (name == "kill-on-invalid-dep" || name == "gres-flags" || !loser.parsed.value) return nullptr;
  if (name == "mail-type" && (!request.release_known || request.release < Release::V25_05)) return nullptr;
  const OptionUse* winner = part.effective(name);
  const bool later = winner != nullptr && is_written_in(part, *winner) && one_name(*winner) == name &&
                     winner->parsed.span.begin > loser.parsed.span.begin;
  return later ? winner : nullptr;
}

// The whole line where it holds nothing else, the option with the blanks before it otherwise.
Edit removal_of(const Job& job, const OptionUse& use) {
  const Span line = job.source.full_line_span(use.line);
  const Span option = use.parsed.span;
  const std::string_view before = job.source.slice({line.begin, option.begin});
  const std::string_view after = job.source.slice({option.end, line.end});
  const auto rest = after.find_first_not_of(" \t\r\n");
  const bool alone = before.find_first_of(" \t") == before.find_last_of(" \t") || before == "#SBATCH";
  if (alone && (rest == std::string_view::npos || after[rest] == '#')) return {.span = line, .text = ""};
  const auto kept = before.find_last_not_of(" \t") + 1;
  return {.span = {line.begin + static_cast<std::uint32_t>(kept), option.end}, .text = ""};
}

void repeated_option(const Job& job, Report& report) {
  for (const Component& part : job.request.components) {
    for (const OptionUse& use : part.uses) {
      const OptionUse* winner = winner_over(job.request, part, use);
      if (winner == nullptr || use.state != ValueState::Known || winner->state != ValueState::Known) continue;
      const bool same = use.canonical == winner->canonical;
      auto finding = report.at(use.parsed.span,
                               same ? "`--{}` is given again on line {}, with the same value"
                                    : "`--{}` is given again on line {}: the last one wins",
                               use.spec->name, winner->line + 1);
      finding.related(winner->parsed.span, "this one is in effect")
          .fix({.title = "Remove the one without effect", .safety = Safety::Unsafe, .edits = {removal_of(job, use)}});
      if (same) finding.level(Level::Note);
      const bool list = use.spec->name == "gres";
      finding.help(list ? "one `--gres` takes a list: `--gres=gpu:1,tmp:100G`" : "keep the one that is meant");
    }
  }
}

}  // namespace

extern constinit const Rule SB121_repeated_option{
    .code = "SB121",
    .name = "repeated-option",
    .group = Group::Directives,
    .level = Level::Warning,
    .fixes = Fixes::Always,
    .check = repeated_option,
};

}  // namespace sbatchlint::rules
