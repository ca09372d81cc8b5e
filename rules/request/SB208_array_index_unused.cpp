// SB208 array-index-unused. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/launchers.h"
#include "job/layout.h"
#include "job/mentions.h"
#include "lint/report.h"
#include "lint/rule.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace sbatchlint::rules {
namespace {

// Each of them differs from task to task, or is a way to let the tasks share out work among themselves.
constexpr auto kIndexSigns = std::to_array<std::string_view>(
    {"ARRAY_TASK", "SLURM_JOB", "SLURM_RESTART", "RANDOM", "$$", "mktemp", "uuid", "date +", "wandb", "optuna", "flock",
     "environ", "printenv", "worker", "agent", "queue"});

// `--array=1-10%1` runs one task after the other: a chain of restarts, where every task goes on from the last.
bool is_chain(const ArraySpec& array) { return array.throttle == 1; }

// Commands that are not in this file may read the index from their environment. A program is taken at its arguments;
// other shell scripts, sourced files and workflow engines are not.
bool may_read_elsewhere(const Job& job) {
  return std::ranges::any_of(job.calls(), [](const Call& call) {
    const std::string_view name = call.invocation().name;
    if (name == "source" || name == ".") return !call.invocation().args.empty();
    return hides_commands(*call.command) || launcher_kind(call.invocation()) == LauncherKind::Application;
  });
}

void array_index_unused(const Job& job, Report& report) {
  if (!request_is_whole(job) || job.request.is_heterogeneous()) return;
  const Setting<ArraySpec>& array = job.request.components.front().array;
  if (!array.known() || array.value().size < 2 || array.span().empty() || is_chain(array.value())) return;
  if (mentions_any(job, kIndexSigns) || may_read_elsewhere(job)) return;
  report
      .at(array.span(), "nothing here reads the index of the array: all {} tasks run the same commands",
          array.value().size)
      .help("pass $SLURM_ARRAY_TASK_ID to the program");
}

}  // namespace

extern constinit const Rule SB208_array_index_unused{
    .code = "SB208",
    .name = "array-index-unused",
    .group = Group::Request,
    .stage = Stage::Script,
    .kind = RuleKind::Absence,
    .level = Level::Off,
    .fixes = Fixes::Never,
    .check = array_index_unused,
};

}  // namespace sbatchlint::rules
