// SB309 never-starts. Why, and examples: the page beside this file.
#include <string>
#include <string_view>

#include "job/job.h"
#include "job/used_names.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// What other rules say better: one number beyond any node (SB306, SB308), a type in the wrong partition (SB307).
bool is_said_elsewhere(Binding binding) {
  switch (binding) {
    case Binding::None:
    case Binding::GpuType:
    case Binding::GpusOnNode:
    case Binding::Memory:
    case Binding::Cpus: return true;
    case Binding::Together:
    case Binding::Nodes:
    case Binding::Tasks:
    case Binding::Gpus:
    case Binding::NodeList: return false;
  }
  return true;
}

void never_starts(const Job& job, Report& report) {
  for (const Component& part : job.request.components) {
    const StartVerdict& verdict = job.starts[part.index];
    if (is_said_elsewhere(verdict.binding)) continue;
    report.at(verdict.span.empty() ? part.header : verdict.span, "{}", verdict.reason)
        .help(concat("no choice of nodes satisfies this request: as it is, ", fate_of(verdict, job.site)));
  }
}

}  // namespace

extern constinit const Rule SB309_never_starts{
    .code = "SB309",
    .name = "never-starts",
    .group = Group::Site,
    .level = Level::Error,
    .command_lines = CommandLines::Requests,
    .check = never_starts,
};

}  // namespace sbatchlint::rules
