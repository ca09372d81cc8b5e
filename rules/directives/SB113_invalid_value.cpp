// SB113 invalid-value. Why, and examples: the page beside this file.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "job/job.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "slurm/spelling.h"

namespace sbatchlint::rules {
namespace {

// The help, and the suggestion if there is a good one.
void add_advice(const Job& job, Finding& finding, std::string_view option, const Word& value) {
  const auto nearest = nearest_value(option, value.text, job.request.release);
  const std::string_view grammar = value_grammar(option);
  if (!nearest) {
    finding.help(std::string(grammar));
    return;
  }
  finding.help(grammar.empty() ? concat("did you mean `", *nearest, "`?")
                               : concat(grammar, "; did you mean `", *nearest, "`?"));
  // Quotes around the value are part of its span, and no longer needed.
  const bool plain = job.source.slice(value.span) == value.text;
  if (plain) {
    finding.fix({.title = concat("Write `", *nearest, "`"),
                 .safety = Safety::Suggest,
                 .edits = {{.span = value.span, .text = *nearest}}});
  }
}

bool is_reported_elsewhere(const Job& job, const Component& part, const OptionUse& use) {
  return mistake_of(job, part, use) != Mistake::InvalidValue;
}

void report_invalid_use(const Job& job, Report& report, const OptionUse& use) {
  const Word& value = *use.parsed.value;
  auto finding = report.at(value.span, "`{}` is {}", value.text,
                           use.reason.empty() ? concat("not a value of `--", use.spec->name, "`") : use.reason);
  add_advice(job, finding, use.spec->name, value);
}

// What sbatch has against an option as a whole: `--uid` of an ordinary user.
void report_other(const Job& job, Report& report, const Fault& fault) {
  report.at(fault.span, "sbatch refuses `{}`: {}", job.source.slice(fault.span), fault.message);
}

void invalid_value(const Job& job, Report& report) {
  for (const Component& part : job.request.components) {
    for (const OptionUse& use : part.uses) {
      const bool wrong = is_written_in(part, use) && use.state == ValueState::Invalid && use.spec != nullptr;
      if (!wrong || !use.parsed.value || is_reported_elsewhere(job, part, use)) continue;
      report_invalid_use(job, report, use);
    }
  }
  for (const Fault& fault : job.request.faults) {
    if (fault.kind == FaultKind::Other && fault.origin == Origin::Directive) report_other(job, report, fault);
  }
}

}  // namespace

extern constinit const Rule SB113_invalid_value{
    .code = "SB113",
    .name = "invalid-value",
    .group = Group::Directives,
    .level = Level::Error,
    .fixes = Fixes::Sometimes,
    .check = invalid_value,
};

}  // namespace sbatchlint::rules
