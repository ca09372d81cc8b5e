// SB205 tasks-without-launcher. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/launchers.h"
#include "job/layout.h"
#include "job/mentions.h"
#include "job/work.h"
#include "lint/report.h"
#include "lint/rule.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace sbatchlint::rules {
namespace {

// A program that is told of these may make use of the tasks itself.
constexpr auto kTaskSigns = std::to_array<std::string_view>(
    {"SLURM_NTASKS", "SLURM_NPROCS", "SLURM_TASKS_PER_NODE", "SLURM_CPUS_ON_NODE", "SLURM_JOB_CPUS_PER_NODE",
     "SLURM_JOB_NODELIST", "SLURM_NODELIST", "SLURM_TACC", "nproc"});

// `-j16`, `--threads=16`: the program is told the number as it stands, and uses the CPUs of the tasks for threads.
bool says_the_number(const Job& job, std::uint64_t tasks) {
  const std::string number = std::to_string(tasks);
  return std::ranges::any_of(job.calls(), [&](const Call& call) {
    // `module load gcc/9.4` says nothing of four tasks.
    if (work_of(job, *call.command) == Work::Housekeeping) return false;
    return std::ranges::any_of(call.invocation().args, [&number](const Word& word) {
      if (!word.text.ends_with(number)) return false;
      const std::size_t front = word.text.size() - number.size();
      return front == 0 || word.text[front - 1] < '0' || word.text[front - 1] > '9';
    });
  });
}

// What runs once: evident computing, else the first command that may be. Null where work runs side by side in the
// background: then the tasks' CPUs are in use.
const Command* only_work(const Job& job) {
  const Command* found = nullptr;
  Work best = Work::Unknown;
  for (const Task& task : tasks(job)) {
    if (task.work != Work::Compute && task.work != Work::Unknown) continue;
    if (task.command->context.background) return nullptr;
    if (found != nullptr && (best == Work::Compute || task.work == Work::Unknown)) continue;
    found = task.command;
    best = task.work;
  }
  return found;
}

// Sites with a partition for parts of a node say how many of its cores by the number of tasks.
bool counts_cores_as_tasks(const Component& part) {
  const Setting<std::string> partition = part.text("partition");
  return partition.known() && (partition.value() == "core" || partition.value() == "devcore");
}

const OptionUse* task_option(const Component& part) {
  const OptionUse* const total = part.effective("ntasks");
  return total != nullptr ? total : part.effective("ntasks-per-node");
}

// Nodes that nothing uses are SB206's. Silent where a launcher may hide: see may_start_processes.
void tasks_without_launcher(const Job& job, Report& report) {
  if (!request_is_whole(job) || job.request.is_heterogeneous()) return;
  const Component& part = job.request.components.front();
  const std::optional<std::uint64_t> tasks = task_count(part);
  const OptionUse* const option = task_option(part);
  if (!tasks || *tasks < 2 || option == nullptr || option->parsed.span.empty() || least_node_count(part) > 1) return;
  if (may_start_processes(job) || mentions_any(job, kTaskSigns) || says_the_number(job, *tasks)) return;
  const Command* const work = only_work(job);
  if (work == nullptr) return;
  const bool one_node = node_count(part) == 1 || part.ntasks.absent();
  Finding finding = report.at(option->parsed.span, "{} tasks asked, and nothing here starts more than one", *tasks);
  finding.related(work->span, "this runs once").help("start it with srun; for threads ask for --cpus-per-task instead");
  // On one node the tasks' CPUs are there for threads, too: odd, but it works.
  if (one_node || counts_cores_as_tasks(part)) finding.level(Level::Note).confidence(Confidence::Low);
  if (may_call_mpirun(job, *work)) finding.confidence(Confidence::Low);
}

}  // namespace

extern constinit const Rule SB205_tasks_without_launcher{
    .code = "SB205",
    .name = "tasks-without-launcher",
    .group = Group::Request,
    .stage = Stage::Script,
    .kind = RuleKind::Absence,
    .level = Level::Warning,
    .fixes = Fixes::Never,
    .check = tasks_without_launcher,
};

}  // namespace sbatchlint::rules
