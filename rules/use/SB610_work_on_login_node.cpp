// SB610 work-on-login-node. Why, and examples: the page beside this file.
#include <algorithm>
#include <string_view>
#include <vector>

#include "job/containers.h"
#include "job/job.h"
#include "job/launchers.h"
#include "job/work.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

namespace sbatchlint::rules {
namespace {

// They run it somewhere else.
constexpr std::string_view kTakesAway[] = {"bsub", "flux", "pdsh", "qsub", "salloc", "sbatch", "srun", "ssh"};

// A script that asks Slurm about its own job runs inside one.
bool runs_in_a_job(const Script& script) {
  return std::ranges::any_of(script.variable_reads,
                             [](const VariableUse& use) { return use.name.starts_with("SLURM_"); });
}

bool runs_in_container(const Job& job, const Call& call) {
  const auto container = container_call(call.invocation());
  if (!container || !container->starts_container()) return false;
  // Where docker runs is a workstation or a cloud: login nodes have none.
  if (container->runtime == Runtime::Docker) return false;
  const bool has_payload = call.position + 1 < call.command->chain.size();
  return !has_payload || !is_helper(work_of(job, *call.command));
}

// Silent for scripts that are jobs or read SLURM_* variables, and for whatever is handed to Slurm or another machine.
void work_on_login_node(const Job& job, Report& report) {
  if (job.is_batch_script() || runs_in_a_job(job.script)) return;
  for (const Call& call : job.calls()) {
    const bool works = runs_in_container(job, call) || launcher_kind(call.invocation()) == LauncherKind::Processes;
    // `$(singularity exec ...)` asks for something, and takes a moment.
    if (!works || call.command->context.substitution || job.runs_inside(call, kTakesAway)) continue;
    report
        .at(call.invocation().program.span, "`{}` runs where the script is started, which may be the login node",
            call.invocation().name)
        .help("put `srun` in front of it, or submit it with `sbatch`")
        .confidence(certainty(*call.command, Confidence::Medium));
    return;
  }
}

}  // namespace

extern constinit const Rule SB610_work_on_login_node{
    .code = "SB610",
    .name = "work-on-login-node",
    .group = Group::Use,
    .stage = Stage::Script,
    .kind = RuleKind::Absence,
    .level = Level::Off,
    .confidence = Confidence::Medium,
    .check = work_on_login_node,
};

}  // namespace sbatchlint::rules
