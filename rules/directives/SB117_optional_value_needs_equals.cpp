// SB117 optional-value-needs-equals. Why, and examples: the page beside this file.
#include <string_view>

#include "job/job.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

void optional_value_needs_equals(const Job& job, Report& report) {
  for (const Fault& fault : job.request.faults) {
    if (fault.kind != FaultKind::StrayWord || mistake_of(job, fault) != Mistake::SpacedOptionalValue) continue;
    const Component& part = job.request.components[fault.component];
    // The option stands one blank or more before its value.
    const Span line = job.source.line_span(job.source.line_of(fault.span.begin));
    for (const OptionUse& use : directive_uses(part, cover(line, fault.span))) {
      const Word* value = spaced_optional_value(job, part, use);
      if (value == nullptr || value->span != fault.span) continue;
      const std::string_view name = job.source.slice(use.parsed.name_span);
      const Span gap{use.parsed.name_span.end, value->span.begin};
      report
          .at(cover(use.parsed.name_span, value->span),
              "`{}` does not take `{}` for its value: it needs an `=` between", name, job.source.slice(value->span))
          .help("the value of this option may be left out, so a word that stands apart is a stray word to sbatch")
          .fix({.title = "Join them",
                .safety = Safety::Safe,
                .edits = {{.span = gap, .text = use.parsed.by_letter ? "" : "="}}});
    }
  }
}

}  // namespace

extern constinit const Rule SB117_optional_value_needs_equals{
    .code = "SB117",
    .name = "optional-value-needs-equals",
    .group = Group::Directives,
    .level = Level::Error,
    .fixes = Fixes::Always,
    .command_lines = CommandLines::Values,
    .check = optional_value_needs_equals,
};

}  // namespace sbatchlint::rules
