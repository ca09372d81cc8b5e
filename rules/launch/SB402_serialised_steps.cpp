// SB402 serialised-steps. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/layout.h"
#include "job/mentions.h"
#include "job/step.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sbatchlint::rules {
namespace {

// Any of these lets a step take less than the whole node, share it, or run elsewhere. Slurm 22.05 to 26.05,
// src/srun/launch.c: --cpus-per-task and --cpus-per-gpu imply --exact, and so does --exclusive.
constexpr auto kSharingOptions =
    std::to_array<std::string_view>({"cpus-per-gpu", "cpus-per-task", "exact", "exclusive", "het-group", "jobid",
                                     "nodelist", "oversubscribe", "overlap", "relative", "tres-per-task"});

// Text that shows another way: variables that srun reads, and loops that look whether a step is still there.
constexpr auto kOtherWords =
    std::to_array<std::string_view>({"kill -0", "mps-control", "ps -p", "SLURM_EXACT", "SLURM_OVERLAP",
                                     "SLURM_OVERSUBSCRIBE", "SLURM_STEP_", "SRUN_CPUS_PER_TASK"});

bool takes_all_cpus(const Step& step) {
  return step.certain() && std::ranges::none_of(kSharingOptions, [&step](std::string_view o) { return step.has(o); });
}

// The job's own --cpus-per-task makes each step exact from 23.11 on: without a release, nothing is said then.
bool steps_inherit_exact(const Job& job, const Component& part) {
  if (!part.cpus_per_gpu.absent()) return true;
  if (part.cpus_per_task.absent()) return false;
  return !job.request.release_known || job.request.release >= Release::V23_11;
}

// Steps on several nodes run side by side, one a node, as long as there are nodes.
bool may_have_several_nodes(const Component& part) { return !part.nodes.absent() && node_count(part) != 1; }

struct StepCall {
  Call call;
  bool background = false;
};

// The srun calls that may run at the same time: from the first in the background up to the next `wait`, or to a command
// that may be one.
std::vector<StepCall> overlapping_steps(const Job& job) {
  std::vector<StepCall> steps;
  for (const Call& call : job.calls()) {
    const std::string_view name = call.invocation().name;
    const bool background = call.command->context.background;
    const bool may_wait = name == "wait" || name.empty();
    if (may_wait && !call.command->context.conditional && !steps.empty()) break;
    if (name == "srun" && (background || !steps.empty())) steps.push_back({.call = call, .background = background});
  }
  return steps;
}

Fix exact_steps(const std::vector<StepCall>& steps) {
  Fix fix{.title = "Let each step take its own CPUs only", .safety = Safety::Suggest, .edits = {}};
  for (const StepCall& step : steps) {
    const std::uint32_t at = step.call.invocation().program.span.end;
    const Edit edit{.span = {at, at}, .text = " --exact"};
    // A function that is called twice has its srun in the list twice.
    if (std::ranges::find(fix.edits, edit) == fix.edits.end()) fix.edits.push_back(edit);
  }
  return fix;
}

void serialised_steps(const Job& job, Report& report) {
  const Component& part = job.request.components.front();
  if (!request_is_whole(job) || job.request.is_heterogeneous() || may_have_several_nodes(part)) return;
  if (steps_inherit_exact(job, part)) return;
  const std::vector<StepCall> steps = overlapping_steps(job);
  const bool in_loop = steps.size() == 1 && steps.front().call.command->context.loop;
  if (steps.empty() || (steps.size() < 2 && !in_loop)) return;
  const auto takes_all = [&job](const StepCall& step) {
    return takes_all_cpus(Step(step.call.invocation(), job.request.release));
  };
  if (!std::ranges::all_of(steps, takes_all) || mentions_any(job, kOtherWords)) return;
  const Invocation& first = steps.front().call.invocation();
  Finding finding = report.at(first.program.span, "this step takes all CPUs of the job: the other steps wait for it");
  if (steps.size() > 1) finding.related(steps[1].call.invocation().span, "this one waits");
  finding.help("give each step --exact and its share of CPUs and memory, or --overlap where they may share")
      .confidence(certainty(*steps.front().call.command))
      .fix(exact_steps(steps));
}

}  // namespace

extern constinit const Rule SB402_serialised_steps{
    .code = "SB402",
    .name = "serialised-steps",
    .group = Group::Launch,
    .stage = Stage::Script,
    .level = Level::Warning,
    .fixes = Fixes::Always,
    .check = serialised_steps,
};

}  // namespace sbatchlint::rules
