// SB115 short-option-equals. Why, and examples: the page beside this file.
#include <span>
#include <string>

#include "job/job.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

void short_option_equals(const Job& job, Report& report) {
  for (const Component& part : job.request.components) {
    for (const OptionUse& use : part.uses) {
      if (!is_written_in(part, use) || !short_equals(use)) continue;
      // `-array=1-4` is a long option with one dash: SB116.
      const auto words = std::span(job.directives.components[part.index]);
      const auto at = word_at(words, use.parsed.name_span.begin);
      if (at && single_dash_option(job, words[*at]) != nullptr) continue;
      const Word& value = *use.parsed.value;
      const Span whole = use.parsed.span;
      const Span equals{value.span.begin, value.span.begin + 1};
      if (job.source.slice(equals) != "=") continue;
      report
          .at(whole, "`{}` gives `-{}` the value `{}`, with the `=`", job.source.slice(whole),
              std::string(1, use.spec->letter), value.text)
          .help("a short option takes its value with a blank or with nothing between")
          .fix({.title = "Remove the `=`", .safety = Safety::Safe, .edits = {{.span = equals, .text = " "}}});
    }
  }
}

}  // namespace

extern constinit const Rule SB115_short_option_equals{
    .code = "SB115",
    .name = "short-option-equals",
    .group = Group::Directives,
    .level = Level::Error,
    .fixes = Fixes::Always,
    .command_lines = CommandLines::Values,
    .check = short_option_equals,
};

}  // namespace sbatchlint::rules
