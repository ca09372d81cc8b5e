// SB123 abbreviated-option. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

void abbreviated_option(const Job& job, Report& report) {
  for (const Component& part : job.request.components) {
    for (const OptionUse& use : part.uses) {
      if (!is_written_in(part, use) || !use.parsed.abbreviated || use.spec == nullptr) continue;
      report
          .at(use.parsed.name_span, "`{}` is short for `--{}`", job.source.slice(use.parsed.name_span), use.spec->name)
          .help("write the whole name: a later release may have another option that begins so")
          .fix({.title = "Write the whole name",
                .safety = Safety::Safe,
                .edits = {{.span = use.parsed.name_span, .text = concat("--", use.spec->name)}}});
    }
  }
}

}  // namespace

extern constinit const Rule SB123_abbreviated_option{
    .code = "SB123",
    .name = "abbreviated-option",
    .group = Group::Directives,
    .level = Level::Off,
    .fixes = Fixes::Always,
    .check = abbreviated_option,
};

}  // namespace sbatchlint::rules
