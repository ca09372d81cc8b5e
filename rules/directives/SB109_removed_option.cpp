// SB109 removed-option. Why, and examples: the page beside this file.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "job/job.h"
#include "job/mistakes.h"
#include "job/other_options.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

void removed_option_used(const Job& job, Report& report) {
  for (const Fault& fault : job.request.faults) {
    if (fault.kind != FaultKind::UnknownOption || mistake_of(job, fault) != Mistake::RemovedOption) continue;
    const std::string_view written = job.source.slice(fault.span);
    const std::string_view name = written.substr(2, written.find('=') - 2);
    const RemovedOption* removed = removed_option(name);
    if (removed == nullptr) continue;
    const Span place{fault.span.begin, fault.span.begin + static_cast<std::uint32_t>(name.size() + 2)};
    auto finding = report.at(place, "`--{}` is gone from {}: it refuses the script", name, tool_name(job.tool));
    finding.help(std::string(removed->help));
    if (removed->replacement.empty()) continue;
    finding.fix({.title = concat("Write `--", removed->replacement, "`"),
                 .safety = Safety::Safe,
                 .edits = {{.span = place, .text = concat("--", removed->replacement)}}});
  }
}

}  // namespace

extern constinit const Rule SB109_removed_option{
    .code = "SB109",
    .name = "removed-option",
    .group = Group::Directives,
    .level = Level::Error,
    .fixes = Fixes::Sometimes,
    .command_lines = CommandLines::Values,
    .check = removed_option_used,
};

}  // namespace sbatchlint::rules
