// SB113 invalid-value. Why, and examples: the page beside this file.
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

// `reason` completes "`VALUE` is ..."; where there is none the option is named.
void report_value(const Job& job, Report& report, const OptionUse& use, const Fault& fault) {
  const Word& value = *use.parsed.value;
  auto finding = fault.reason.empty()
                     ? report.at(value.span, "`{}` is not a value of `--{}`", value.text, use.spec->name)
                     : report.at(value.span, "`{}` is {}", value.text, fault.reason);
  add_advice(job, finding, use.spec->name, value);
}

void report_fault(const Job& job, Report& report, const Fault& fault) {
  const bool about_value = fault.kind == FaultKind::InvalidValue || fault.kind == FaultKind::Other;
  if (!about_value || mistake_of(job, fault) != Mistake::InvalidValue) return;
  const OptionUse* use = use_of(job.request.components[fault.component], fault);
  if (use != nullptr && use->parsed.value) {
    report_value(job, report, *use, fault);
  } else {
    report.at(fault.span, "sbatch refuses `{}`: {}", job.source.slice(fault.span), fault.message);
  }
}

// Arrays and dependencies are read by the controller alone.
void invalid_value(const Job& job, Report& report) {
  for (const Fault& fault : job.request.faults) report_fault(job, report, fault);
  for (const Fault& fault : job.request.controller_faults) report_fault(job, report, fault);
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
