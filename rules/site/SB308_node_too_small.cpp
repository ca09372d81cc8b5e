// SB308 node-too-small. Why, and examples: the page beside this file.
#include <cstdint>
#include <string>
#include <string_view>

#include "job/job.h"
#include "job/used_names.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

void node_too_small(const Job& job, Report& report) {
  for (const Component& part : job.request.components) {
    const StartVerdict& verdict = job.starts[part.index];
    if (verdict.binding != Binding::Memory && verdict.binding != Binding::Cpus) continue;
    const Span place = verdict.span.empty() ? part.header : verdict.span;
    auto finding = report.at(place, "{}", verdict.reason);
    finding.help(concat("ask for less, or for other nodes: as it is, ", fate_of(verdict, job.site)));
    const bool in_file = part.mem.known() && part.mem.origin() == Origin::Directive && part.mem.span() == verdict.span;
    if (verdict.binding != Binding::Memory || !in_file || verdict.largest < 2048) continue;
    const std::uint64_t gigabytes = verdict.largest / 1024;
    finding.fix({.title = concat("Ask for ", gigabytes, "G"),
                 .safety = Safety::Suggest,
                 .edits = {{.span = verdict.span, .text = concat(gigabytes, "G")}}});
  }
}

}  // namespace

extern constinit const Rule SB308_node_too_small{
    .code = "SB308",
    .name = "node-too-small",
    .group = Group::Site,
    .level = Level::Error,
    .fixes = Fixes::Sometimes,
    .command_lines = CommandLines::Requests,
    .check = node_too_small,
};

}  // namespace sbatchlint::rules
