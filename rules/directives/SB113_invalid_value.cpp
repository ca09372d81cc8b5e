// SB113 invalid-value. Why, and examples: the page beside this file.
#include <algorithm>
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

// `NODES`, `self.threads` or `_WALLTIME_`: a name where a value belongs, and no value is near.
bool is_name(const Job& job, const Fault& fault) {
  const auto in_name = [](char c) {
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || c == '_' || c == '.' || c == '!' || c == '@';
  };
  return fault.kind == FaultKind::InvalidValue && fault.origin == Origin::Directive && fault.spec != nullptr &&
         fault.written.size() > 1 && std::ranges::all_of(fault.written, in_name) &&
         !nearest_value(fault.spec->name, fault.written, job.request.release);
}

// Two or more names make a form that a program fills in before it submits it.
bool is_form(const Job& job) {
  const auto& faults = job.request.faults;
  const auto first = std::ranges::find_if(faults, [&](const Fault& fault) { return is_name(job, fault); });
  return first != faults.end() && std::any_of(first + 1, faults.end(), [&](const Fault& fault) {
           return fault.written != first->written && is_name(job, fault);
         });
}

// `reason` completes "`VALUE` is ..."; where there is none the option is named.
void report_value(const Job& job, Report& report, const OptionUse& use, const Fault& fault, bool form) {
  const Word& value = *use.parsed.value;
  auto finding = fault.reason.empty()
                     ? report.at(value.span, "`{}` is not a value of `--{}`", value.text, use.spec->name)
                     : report.at(value.span, "`{}` is {}", value.text, fault.reason);
  if (form && is_name(job, fault)) {
    finding.level(Level::Note).help("this looks like a form: sbatch takes it once the names are replaced by values");
    return;
  }
  add_advice(job, finding, use.spec->name, value);
}

void report_fault(const Job& job, Report& report, const Fault& fault, bool form) {
  const bool about_value = fault.kind == FaultKind::InvalidValue || fault.kind == FaultKind::Other;
  if (!about_value || mistake_of(job, fault) != Mistake::InvalidValue) return;
  const OptionUse* use = use_of(job.request.components[fault.component], fault);
  if (use != nullptr && use->parsed.value) {
    report_value(job, report, *use, fault, form);
  } else {
    report.at(fault.span, "{} refuses `{}`: {}", tool_name(job.tool), job.source.slice(fault.span), fault.message);
  }
}

// Arrays and dependencies are read by the controller alone.
void invalid_value(const Job& job, Report& report) {
  const bool form = is_form(job);
  for (const Fault& fault : job.request.faults) report_fault(job, report, fault, form);
  for (const Fault& fault : job.request.controller_faults) report_fault(job, report, fault, form);
}

}  // namespace

extern constinit const Rule SB113_invalid_value{
    .code = "SB113",
    .name = "invalid-value",
    .group = Group::Directives,
    .level = Level::Error,
    .fixes = Fixes::Sometimes,
    .command_lines = CommandLines::Values,
    .check = invalid_value,
};

}  // namespace sbatchlint::rules
