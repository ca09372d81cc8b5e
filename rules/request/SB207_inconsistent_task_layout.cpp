// SB207 inconsistent-task-layout. Why, and examples: the page beside this file.
#include <cstdint>
#include <string>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

std::string tasks_in_words(std::uint64_t count) { return concat(count, count == 1 ? " task" : " tasks"); }

// A maximum of 4 on each of 3 nodes fits 11 tasks: all nodes are needed.
bool fits_as_maximum(std::uint64_t tasks, std::uint64_t nodes, std::uint64_t per_node) {
  return nodes > 1 && tasks <= nodes * per_node && tasks > (nodes - 1) * per_node;
}

void report_uneven(Report& report, const Component& part, std::uint64_t nodes) {
  const std::uint64_t tasks = part.ntasks.value().value;
  const std::uint64_t per_node = part.ntasks_per_node.value().value;
  if (tasks == nodes * per_node || fits_as_maximum(tasks, nodes, per_node)) return;
  const std::string where = nodes == 1 ? std::string("one node") : concat("each of ", nodes, " nodes");
  report
      .at(part.ntasks_per_node.span(), "{} on {} do not make {}: beside `--ntasks` this is only a maximum",
          tasks_in_words(per_node), where, tasks_in_words(tasks))
      .related(part.ntasks.span(), "the number of tasks in all")
      .help("leave `--ntasks` out, or make it the product of the other two");
}

// Only where all numbers are given here: what the site adds is not known.
void inconsistent_task_layout(const Job& job, Report& report) {
  for (const Component& part : job.request.components) {
    if (!part.nodes.known() || !part.ntasks.known() || part.nodes.value().min != part.nodes.value().max) continue;
    const std::uint64_t nodes = part.nodes.value().min;
    if (part.ntasks_per_node.known()) {
      report_uneven(report, part, nodes);
      continue;
    }
    if (part.ntasks.value().value >= nodes || !part.ntasks_per_node.absent()) continue;
    report
        .at(part.nodes.span(), "{} nodes for {}: Slurm lowers the number of nodes", nodes,
            tasks_in_words(part.ntasks.value().value))
        .related(part.ntasks.span(), "the number of tasks in all")
        .help("ask for at least one task on each node, or for fewer nodes");
  }
}

}  // namespace

extern constinit const Rule SB207_inconsistent_task_layout{
    .code = "SB207",
    .name = "inconsistent-task-layout",
    .group = Group::Request,
    .level = Level::Warning,
    .check = inconsistent_task_layout,
};

}  // namespace sbatchlint::rules
