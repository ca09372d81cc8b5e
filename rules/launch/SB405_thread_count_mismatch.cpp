// SB405 thread-count-mismatch. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/layout.h"
#include "job/mentions.h"
#include "job/step.h"
#include "lint/report.h"
#include "lint/rule.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sbatchlint::rules {
namespace {

constexpr auto kThreadVariables =
    std::to_array<std::string_view>({"JULIA_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "OMP_NUM_THREADS",
                                     "OPENBLAS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"});

// Knights Landing: nodes of one processor, handed out whole wherever there were any.
bool has_nodes_alone(const Component& part) {
  const Setting<std::string> feature = part.text("constraint");
  return is_exclusive(part) || (feature.known() && feature.value().starts_with("knl"));
}

// The CPUs that the threads of one process can have at most: a task's, or all of them where the number of tasks is
// unlike one, since a program may be started for fewer tasks than there are. Nothing where the node may be the job's
// own.
std::optional<std::uint64_t> cpus_of_process(const Component& part) {
  if (!part.cpus_per_task.known() || has_nodes_alone(part)) return {};
  const std::optional<std::uint64_t> tasks = task_count(part);
  if (!tasks) return {};
  const std::uint64_t nodes = std::max<std::uint64_t>(least_node_count(part), 1);
  return part.cpus_per_task.value().value * std::max<std::uint64_t>(*tasks / nodes, 1);
}

bool sets_threads(const Assignment& assignment) {
  return std::ranges::find(kThreadVariables, assignment.name) != kThreadVariables.end();
}

void check_threads(const Assignment& assignment, const Component& part, std::uint64_t cpus, Report& report) {
  const auto threads = assignment.value.known() ? whole_number(assignment.value.text) : std::nullopt;
  if (!threads || *threads <= cpus) return;
  report.at(assignment.span, "{} threads on {}", *threads, cpus == 1 ? "one CPU" : concat(cpus, " CPUs"))
      .related(part.cpus_per_task.span(), "the CPUs of a task are asked for here")
      .help("set it to $SLURM_CPUS_PER_TASK")
      .fix({.title = "Use the job's CPUs per task",
            .safety = Safety::Unsafe,
            .edits = {{.span = assignment.value.span, .text = "$SLURM_CPUS_PER_TASK"}}});
}

// Fewer threads than CPUs are often meant (several processes, hardware threads); more never help.
void thread_count_mismatch(const Job& job, Report& report) {
  if (!request_is_whole(job) || job.request.is_heterogeneous()) return;
  const Component& part = job.request.components.front();
  const std::optional<std::uint64_t> cpus = cpus_of_process(part);
  if (!cpus) return;
  for (const Assignment& assignment : job.script.assignments) {
    if (!sets_threads(assignment)) continue;
    if (job.script.is_text(assignment.span.begin) || is_never_run(job, assignment)) continue;
    check_threads(assignment, part, *cpus, report);
  }
  // `OMP_NUM_THREADS=16 ./solver`
  for (const Call& call : job.calls()) {
    if (call.position != 0) continue;
    for (const Assignment& assignment : call.command->assignments) {
      if (sets_threads(assignment)) check_threads(assignment, part, *cpus, report);
    }
  }
}

}  // namespace

extern constinit const Rule SB405_thread_count_mismatch{
    .code = "SB405",
    .name = "thread-count-mismatch",
    .group = Group::Launch,
    .stage = Stage::Script,
    .level = Level::Warning,
    .fixes = Fixes::Always,
    .check = thread_count_mismatch,
};

}  // namespace sbatchlint::rules
