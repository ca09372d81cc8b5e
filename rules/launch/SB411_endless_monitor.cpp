// SB411 endless-monitor. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/monitors.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace sbatchlint::rules {
namespace {

// Something may end it: a kill, a time box, a trap that kills.
bool may_be_ended(const Job& job) {
  constexpr auto kEnders = std::to_array<std::string_view>({"kill", "killall", "pkill", "scancel", "timeout"});
  return std::ranges::any_of(
      kEnders, [&job](std::string_view name) { return job.source.bytes().find(name) != std::string_view::npos; });
}

// `wait` for everything; `wait $pid` waits for what it names.
const Command* wait_for_all(const Job& job, std::uint32_t after) {
  for (const Call& call : job.calls("wait")) {
    if (call.command->span.begin > after && call.invocation().args.empty() && !call.command->context.background) {
      return call.command;
    }
  }
  return nullptr;
}

void endless_monitor(const Job& job, Report& report) {
  if (!job.is_batch_script()) return;
  for (const Call& call : job.calls()) {
    if (!call.command->context.background || !never_ends(job, *call.command)) continue;
    const Command* const wait = wait_for_all(job, call.command->span.end);
    if (wait == nullptr) continue;
    if (may_be_ended(job)) return;
    report.at(wait->span, "`wait` never returns: `{}` in the background has no end", call.invocation().name)
        .related(call.command->span, "this goes on until the time limit")
        .help("wait for the work by its process id, and kill the monitor then")
        .confidence(certainty(*call.command));
    return;
  }
}

}  // namespace

extern constinit const Rule SB411_endless_monitor{
    .code = "SB411",
    .name = "endless-monitor",
    .group = Group::Launch,
    .stage = Stage::Script,
    .level = Level::Warning,
    .fixes = Fixes::Never,
    .check = endless_monitor,
};

}  // namespace sbatchlint::rules
