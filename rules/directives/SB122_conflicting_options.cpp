// SB122 conflicting-options. Why, and examples: the page beside this file.

#include "job/job.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

void report_conflict(Report& report, const Fault& fault) {
  const bool needs = fault.kind == FaultKind::Missing;
  const bool both = fault.spec != nullptr && fault.other != nullptr;
  if (!both) {
    report.at(fault.span, "sbatch refuses these options together: {}", fault.message);
    return;
  }
  auto finding = report.at(fault.span,
                           needs ? "`--{}` needs `--{}` beside it: sbatch refuses the script"
                                 : "`--{}` and `--{}` exclude each other: sbatch refuses the script",
                           fault.spec->name, fault.other->name);
  finding.help(concat("sbatch says: ", fault.message));
  if (!fault.other_span.empty()) finding.related(fault.other_span, "the other one");
}

// A pair that only some releases refuse is silent where the release is not known.
void conflicting_options(const Job& job, Report& report) {
  for (const Fault& fault : job.request.faults) {
    if (fault.kind != FaultKind::Conflict && fault.kind != FaultKind::Missing) continue;
    if (fault.origin != Origin::Directive) continue;
    report_conflict(report, fault);
  }
}

}  // namespace

extern constinit const Rule SB122_conflicting_options{
    .code = "SB122",
    .name = "conflicting-options",
    .group = Group::Directives,
    .level = Level::Error,
    .check = conflicting_options,
};

}  // namespace sbatchlint::rules
