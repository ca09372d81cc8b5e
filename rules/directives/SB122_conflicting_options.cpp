// SB122 conflicting-options. Why, and examples: the page beside this file.

#include <algorithm>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// An option that may be there, with a value that is not known or cannot be read (which is reported elsewhere).
bool lacks_a_value(const Component& part) {
  return std::ranges::any_of(part.uses, [](const OptionUse& use) { return use.state != ValueState::Known; });
}

void report_alone(Report& report, const Fault& fault) {
  report.at(fault.span, "`--{}` does not go without another option: sbatch refuses the script", fault.spec->name)
      .help(concat("sbatch says: ", fault.message));
}

void report_pair(Report& report, const Fault& fault) {
  auto finding =
      report.at(fault.span,
                fault.kind == FaultKind::Missing ? "`--{}` and `--{}` do not fit together: sbatch refuses the script"
                                                 : "`--{}` and `--{}` exclude each other: sbatch refuses the script",
                fault.spec->name, fault.other->name);
  finding.help(concat("sbatch says: ", fault.message));
  if (!fault.other_span.empty()) finding.related(fault.other_span, "the other one");
}

// A pair that only some releases refuse is no fault where the release is not known (slurm/request.h).
void conflicting_options(const Job& job, Report& report) {
  for (const Fault& fault : job.request.faults) {
    if (fault.origin != Origin::Directive || fault.spec == nullptr) continue;
    const bool missing = fault.kind == FaultKind::Missing;
    if (!missing && fault.kind != FaultKind::Conflict) continue;
    if (missing && lacks_a_value(job.request.components[fault.component])) continue;
    if (fault.other == nullptr) {
      report_alone(report, fault);
    } else {
      report_pair(report, fault);
    }
  }
}

}  // namespace

extern constinit const Rule SB122_conflicting_options{
    .code = "SB122",
    .name = "conflicting-options",
    .group = Group::Directives,
    .level = Level::Error,
    .command_lines = CommandLines::Requests,
    .check = conflicting_options,
};

}  // namespace sbatchlint::rules
