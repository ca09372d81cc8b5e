// SB401 cpus-not-inherited. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/mentions.h"
#include "job/step.h"
#include "job/work.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

#include <optional>
#include <string>

namespace sbatchlint::rules {
namespace {

// srun took --cpus-per-task from the job up to 21.08 and takes it again from 23.11 on. A profile of an older release
// than 22.05 reads as 22.05, but says what it is.
bool release_forgets_cpus(const Job& job) {
  if (!job.request.release_known) return false;
  if (job.request.release == Release::V23_02) return true;
  const std::string& written = job.site.release_as_written;
  return job.request.release == Release::V22_05 && (written.empty() || written.starts_with("22.05"));
}

// Slurm 22.05, src/srun/libsrun/opt.c, env_vars: SRUN_CPUS_PER_TASK, not SLURM_CPUS_PER_TASK. NEWS of 23.11: undone.
void cpus_not_inherited(const Job& job, Report& report) {
  if (!release_forgets_cpus(job) || job.request.is_heterogeneous()) return;
  const Setting<Count>& cpus = job.request.components.front().cpus_per_task;
  if (!cpus.known() || cpus.value().value < 2 || mentions(job, "SRUN_CPUS_PER_TASK")) return;
  Span reported;
  for (const Call& call : job.calls("srun")) {
    const Invocation& srun = call.invocation();
    const Step step(srun, job.request.release);
    if (!step.certain() || step.has("cpus-per-task") || step.has("cpu-bind") || step.has("exclusive")) continue;
    // `srun hostname` and `srun cp` have no use for more than one.
    if (srun.program.span == reported || is_helper(work_of(job, *call.command))) continue;
    reported = srun.program.span;
    report.at(srun.program.span, "this srun does not take over the job's {} CPUs per task", cpus.value().value)
        .related(cpus.span(), "asked for the job here")
        .help("give srun the option, too, or export SRUN_CPUS_PER_TASK=$SLURM_CPUS_PER_TASK")
        .confidence(certainty(*call.command))
        .fix({.title = "Give srun the job's CPUs per task",
              .safety = Safety::Unsafe,
              .edits = {{.span = {srun.program.span.end, srun.program.span.end},
                         .text = " --cpus-per-task=$SLURM_CPUS_PER_TASK"}}});
  }
}

}  // namespace

extern constinit const Rule SB401_cpus_not_inherited{
    .code = "SB401",
    .name = "cpus-not-inherited",
    .group = Group::Launch,
    .stage = Stage::Script,
    .level = Level::Warning,
    .fixes = Fixes::Always,
    .check = cpus_not_inherited,
};

}  // namespace sbatchlint::rules
