// SB107 disabled-directive. Why, and examples: the page beside this file.
#include <algorithm>
#include <string_view>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "options/option_spec.h"

namespace sbatchlint::rules {
namespace {

bool is_switched_off(const NearMiss& miss) {
  return miss.kind == NearMissKind::Spaced || miss.kind == NearMissKind::Doubled;
}

// The option that the line would set: of its first word, by its whole name or its letter.
const OptionSpec* disabled_option(const Job& job, const NearMiss& miss) {
  const std::string_view text = job.source.slice(miss.text);
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return nullptr;
  const std::string_view word = text.substr(first, text.find_first_of(" \t\r=", first) - first);
  const Release release = job.request.release;
  if (word.starts_with("--")) return find_option(Tool::Sbatch, release, word.substr(2));
  return word.size() > 1 && word[0] == '-' ? find_short_option(Tool::Sbatch, release, word[1]) : nullptr;
}

// Nearly always on purpose. Suspicious only where every directive of the script is written so, and sbatch reads none.
void disabled_directive(const Job& job, Report& report) {
  if (!job.directives.lines.empty()) return;
  const auto& misses = job.directives.near_misses;
  if (misses.empty() || !std::ranges::all_of(misses, is_switched_off)) return;
  for (const NearMiss& miss : misses) {
    const OptionSpec* option = disabled_option(job, miss);
    if (option == nullptr) continue;
    report
        .at(miss.marker, "`{}` is a comment: sbatch reads no directive of this script, and `--{}` is set nowhere",
            job.source.slice(miss.marker), option->name)
        .help("write `#SBATCH`, with nothing in front, if the line is meant");
  }
}

}  // namespace

extern constinit const Rule SB107_disabled_directive{
    .code = "SB107",
    .name = "disabled-directive",
    .group = Group::Directives,
    .kind = RuleKind::Absence,
    .level = Level::Off,
    .check = disabled_directive,
};

}  // namespace sbatchlint::rules
