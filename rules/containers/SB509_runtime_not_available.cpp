// SB509 runtime-not-available. Why, and examples: the page beside this file.
#include <algorithm>
#include <string>
#include <string_view>

#include "job/containers.h"
#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

namespace sbatchlint::rules {
namespace {

bool has_program(const Job& job, std::string_view name) {
  const auto& here = job.site.container_runtimes;
  return std::ranges::find(here, name) != here.end();
}

// The one program under its two names. A site may have both without saying so.
bool is_twin(const Job& job, std::string_view name) {
  return (name == "apptainer" && has_program(job, "singularity")) ||
         (name == "singularity" && has_program(job, "apptainer"));
}

// Silent for `docker --version` and its like, and where a condition asks first.
void runtime_not_available(const Job& job, Report& report) {
  const auto& here = job.site.container_runtimes;
  if (here.empty()) return;
  for (const Call& call : job.calls()) {
    const Invocation& invocation = call.invocation();
    if (invocation.function || has_program(job, invocation.name)) continue;
    const auto container = container_call(invocation);
    if (!container || container->action == ContainerAction::Other) continue;
    const Context& context = call.command->context;
    if (context.conditional || context.condition) continue;
    std::string list;
    for (const std::string& name : here) list += concat(list.empty() ? "" : ", ", "`", name, "`");
    auto finding = report.at(invocation.program.span, "this site has no `{}`", invocation.name);
    finding.help(concat("containers run with ", list, " here")).confidence(certainty(*call.command));
    if (is_twin(job, invocation.name))
      finding.level(Level::Note).help(concat("this site speaks of ", list, ": most options are the same"));
  }
}

}  // namespace

extern constinit const Rule SB509_runtime_not_available{
    .code = "SB509",
    .name = "runtime-not-available",
    .group = Group::Containers,
    .stage = Stage::Script,
    .level = Level::Warning,
    .check = runtime_not_available,
};

}  // namespace sbatchlint::rules
