// SB112 missing-or-unexpected-value. Why, and examples: the page beside this file.
#include <algorithm>

#include "job/job.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

std::string_view refused_thing(const Job& job) { return job.tool == Tool::Sbatch ? "the script" : "to run"; }

void report_value_fault(const Job& job, Report& report, const Fault& fault) {
  if (fault.kind == FaultKind::UnexpectedValue) {
    report
        .at(fault.span, "`{}` takes no value: {} refuses {}", job.source.slice(fault.span), tool_name(job.tool),
            refused_thing(job))
        .help("leave the value out");
    return;
  }
  const OptionUse* use = use_of(job.request.components[fault.component], fault);
  const Span place = use == nullptr ? fault.span : use->parsed.span;
  report.at(place, "`{}` has no value: {} refuses {}", job.source.slice(place), tool_name(job.tool), refused_thing(job))
      .help("give it one, or leave the option out");
}

// An option that took the next line's option for its value: accepted in silence for names and paths.
void report_swallowed(const Job& job, Report& report, const OptionUse& use) {
  report
      .at(use.parsed.name_span, "`{}` has no value on its line and takes `{}` of line {} for one",
          job.source.slice(use.parsed.name_span), use.parsed.value->text,
          job.source.line_of(use.parsed.value->span.begin) + 1)
      .related(use.parsed.value->span, "taken as the value: all directives are one command line")
      .help("write the value behind the option");
}

void missing_or_unexpected_value(const Job& job, Report& report) {
  for (const Fault& fault : job.request.faults) {
    const bool about_value = fault.kind == FaultKind::MissingValue || fault.kind == FaultKind::UnexpectedValue ||
                             fault.kind == FaultKind::InvalidValue;
    if (!about_value || mistake_of(job, fault) != Mistake::NoOrExtraValue) continue;
    const auto near = directive_uses(job.request.components[fault.component], fault.span);
    const bool swallowed = std::ranges::any_of(
        near, [&](const OptionUse& use) { return takes_next_line(job, use) && use.parsed.span.contains(fault.span); });
    if (!swallowed) report_value_fault(job, report, fault);
  }
  for (const Component& part : job.request.components) {
    for (const OptionUse& use : part.uses) {
      if (is_written_in(part, use) && takes_next_line(job, use)) report_swallowed(job, report, use);
    }
  }
}

}  // namespace

extern constinit const Rule SB112_missing_or_unexpected_value{
    .code = "SB112",
    .name = "missing-or-unexpected-value",
    .group = Group::Directives,
    .level = Level::Error,
    .command_lines = CommandLines::Values,
    .check = missing_or_unexpected_value,
};

}  // namespace sbatchlint::rules
