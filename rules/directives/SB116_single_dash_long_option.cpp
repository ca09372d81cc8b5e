// SB116 single-dash-long-option. Why, and examples: the page beside this file.
#include <string_view>

#include "job/job.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// The words where options stand: a value such as `-nodes` of `--comment -nodes` is none of them.
bool names_an_option(const Job& job, const Component& part, const Word& word) {
  for (const OptionUse& use : directive_uses(part, word.span)) {
    if (word.span.contains(use.parsed.name_span.begin)) return true;
  }
  for (const Fault& fault : job.request.faults) {
    const bool here = fault.component == part.index && word.span.contains(fault.span.begin);
    if (here && fault.origin == Origin::Directive && fault.kind != FaultKind::StrayWord) return true;
  }
  return false;
}

void single_dash_long_option(const Job& job, Report& report) {
  for (const Component& part : job.request.components) {
    if (part.index >= job.directives.components.size()) continue;
    for (const Word& word : job.directives.components[part.index]) {
      const OptionSpec* option = single_dash_option(job, word);
      if (option == nullptr || !names_an_option(job, part, word)) continue;
      const std::string_view written = job.source.slice(word.span);
      report
          .at(word.span, "`{}` is read as the short option `{}`: a long option begins with two dashes", written,
              written.substr(0, 2))
          .help(concat("write `--", option->name, "`"))
          .fix({.title = concat("Write `--", option->name, "`"),
                .safety = Safety::Safe,
                .edits = {{.span = {word.span.begin, word.span.begin}, .text = "-"}}});
    }
  }
}

}  // namespace

extern constinit const Rule SB116_single_dash_long_option{
    .code = "SB116",
    .name = "single-dash-long-option",
    .group = Group::Directives,
    .level = Level::Error,
    .fixes = Fixes::Always,
    .command_lines = CommandLines::Values,
    .check = single_dash_long_option,
};

}  // namespace sbatchlint::rules
