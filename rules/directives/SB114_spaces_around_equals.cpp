// SB114 spaces-around-equals. Why, and examples: the page beside this file.
#include <cstdint>
#include <string_view>

#include "job/job.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// What was meant behind the blanks and the `=`: where the last word of the span begins.
Span blanks_and_equals(const Job& job, Span spaced) {
  const std::string_view text = job.source.slice(spaced);
  const auto value = text.find_first_not_of(" \t\v\f\r=");
  return {spaced.begin,
          spaced.begin + static_cast<std::uint32_t>(value == std::string_view::npos ? text.size() : value)};
}

void spaces_around_equals(const Job& job, Report& report) {
  for (const Component& part : job.request.components) {
    for (const OptionUse& use : part.uses) {
      const auto spaced = spaced_equals(job, part, use);
      if (!spaced) continue;
      // `--nodes= 2`: the name's span may hold the `=` already.
      const std::string_view name = job.source.slice(use.parsed.name_span);
      const Span whole{use.parsed.name_span.begin, spaced->end};
      report
          .at(whole, "blanks around `=` in `{}`: the value of `{}` is not what follows", job.source.slice(whole), name)
          .help("write the `=` without blanks on either side")
          .fix({.title = "Remove the blanks",
                .safety = Safety::Safe,
                .edits = {{.span = blanks_and_equals(job, *spaced), .text = use.parsed.by_letter ? " " : "="}}});
    }
  }
}

}  // namespace

extern constinit const Rule SB114_spaces_around_equals{
    .code = "SB114",
    .name = "spaces-around-equals",
    .group = Group::Directives,
    .level = Level::Error,
    .fixes = Fixes::Always,
    .command_lines = CommandLines::Values,
    .check = spaces_around_equals,
};

}  // namespace sbatchlint::rules
