// SB126 foreign-directive. Why, and examples: the page beside this file.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// The option of a `#SBATCH` line that the foreign one overrides with another value; null for none.
const OptionUse* overridden_use(const Component& part, const OptionUse& foreign) {
  for (const OptionUse& use : part.uses) {
    const bool same_option = use.origin == Origin::Directive && use.spec == foreign.spec;
    if (same_option && use.overridden && use.canonical != foreign.canonical) return &use;
  }
  return nullptr;
}

const DirectiveLine* line_of(const Job& job, const OptionUse& use) {
  const auto found = std::ranges::find(job.directives.foreign, use.line, &DirectiveLine::line);
  return found == job.directives.foreign.end() ? nullptr : &*found;
}

std::string_view marker_name(Marker marker) { return marker == Marker::Bsub ? "#BSUB" : "#PBS"; }

void report_override(const Job& job, Report& report, const OptionUse& foreign, const OptionUse& native) {
  const DirectiveLine* line = line_of(job, foreign);
  if (line == nullptr) return;
  report
      .at(line->span, "sbatch reads `{}` lines, too: this one sets `--{}` to `{}` and overrides line {}",
          marker_name(line->marker), foreign.spec->name, foreign.canonical, native.line + 1)
      .related(native.parsed.span, "this value has no effect")
      .help("remove the line, or add `#SBATCH --ignore-pbs`");
}

// Lines that change nothing the author wrote for Slurm: said once.
void report_translation(const Job& job, Report& report, const std::vector<const OptionUse*>& uses) {
  const DirectiveLine* line = line_of(job, *uses.front());
  if (line == nullptr) return;
  std::vector<std::string_view> names;
  for (const OptionUse* use : uses) {
    if (std::ranges::find(names, use->spec->name) == names.end()) names.push_back(use->spec->name);
  }
  constexpr std::size_t kNamed = 3;
  std::string list;
  for (std::size_t i = 0; i < std::min(names.size(), kNamed); ++i) {
    list += concat(i == 0 ? "" : i + 1 == names.size() ? " and " : ", ", "`--", names[i], "`");
  }
  if (names.size() > kNamed) list += concat(" and ", names.size() - kNamed, " more");
  report.at(line->span, "sbatch reads `{}` lines, too: they set {}", marker_name(line->marker), list)
      .level(Level::Note)
      .help("`#SBATCH --ignore-pbs` switches that off");
}

void foreign_directive(const Job& job, Report& report) {
  if (job.directives.foreign.empty()) return;
  for (const Fault& fault : job.request.faults) {
    if (fault.origin != Origin::ForeignDirective || fault.span.empty()) continue;
    report.at(fault.span, "sbatch refuses the script because of this line: {}", fault.message)
        .level(Level::Error)
        .help("remove the line, or add `#SBATCH --ignore-pbs`");
  }
  std::vector<const OptionUse*> translated;
  bool overrides = false;
  for (const OptionUse& use : job.request.components.front().uses) {
    if (use.origin != Origin::ForeignDirective || use.spec == nullptr || use.overridden) continue;
    translated.push_back(&use);
    const OptionUse* native = overridden_use(job.request.components.front(), use);
    if (native == nullptr) continue;
    report_override(job, report, use, *native);
    overrides = true;
  }
  if (!overrides && !translated.empty()) report_translation(job, report, translated);
}

}  // namespace

extern constinit const Rule SB126_foreign_directive{
    .code = "SB126",
    .name = "foreign-directive",
    .group = Group::Directives,
    .level = Level::Warning,
    .check = foreign_directive,
};

}  // namespace sbatchlint::rules
