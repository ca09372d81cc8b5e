// SB206 nodes-without-launcher. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/launchers.h"
#include "job/layout.h"
#include "job/mentions.h"
#include "job/work.h"
#include "lint/report.h"
#include "lint/rule.h"

#include <array>
#include <string_view>

namespace sbatchlint::rules {
namespace {

// A program that is told of these may reach the other nodes itself.
constexpr auto kNodeSigns = std::to_array<std::string_view>(
    {"NODELIST", "--nodes", "_nodes", "nodes=", "SLURM_NNODES", "SLURM_JOB_NUM_NODES", "SLURM_NODEID", "SLURM_NTASKS",
     "SLURM_NPROCS", "SLURM_TASKS_PER_NODE", "hostnames", "hostfile", "machinefile", "nodefile"});

void nodes_without_launcher(const Job& job, Report& report) {
  if (!request_is_whole(job) || job.request.is_heterogeneous()) return;
  const Component& part = job.request.components.front();
  const std::uint64_t nodes = least_node_count(part);
  if (nodes < 2 || part.nodes.span().empty()) return;
  // Slurm takes as many nodes as there are tasks, and SB207 says so.
  if (part.ntasks.known() && part.ntasks.value().value < nodes) return;
  if (may_start_processes(job) || mentions_any(job, kNodeSigns)) return;
  for (const Call& call : job.calls()) {
    const Work work = work_of(job, *call.command);
    if (work != Work::Compute && work != Work::Unknown) continue;
    report.at(part.nodes.span(), "{} nodes asked, and nothing here runs on more than the first", nodes)
        .related(call.command->span, "this runs on the first node")
        .help("start it with srun, or ask for one node")
        .confidence(may_call_mpirun(job, *call.command) ? Confidence::Low : Confidence::High);
    return;
  }
}

}  // namespace

extern constinit const Rule SB206_nodes_without_launcher{
    .code = "SB206",
    .name = "nodes-without-launcher",
    .group = Group::Request,
    .stage = Stage::Script,
    .kind = RuleKind::Absence,
    .level = Level::Warning,
    .fixes = Fixes::Never,
    .check = nodes_without_launcher,
};

}  // namespace sbatchlint::rules
