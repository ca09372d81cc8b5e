// SB212 whole-node-request. Why, and examples: the page beside this file.
#include <cstdint>
#include <string_view>

#include "job/job.h"
#include "job/mistakes.h"
#include "job/placement.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

constexpr std::uint64_t kUnlikelyToBeAll = 2;

// The option by which the component takes a node for itself; null for none. `--exclusive=user` shares it with the
// user's own jobs.
const OptionUse* whole_node_option(const Component& part) {
  if (part.mem.known() && part.mem.value().count == 0) return part.effective("mem");
  const OptionUse* exclusive = part.effective("exclusive");
  return exclusive != nullptr && !exclusive->parsed.value ? exclusive : nullptr;
}

// Silent where every GPU of the node is asked for, and where no GPU is: nodes without are often handed out whole.
void whole_node_request(const Job& job, Report& report) {
  for (const Component& part : job.request.components) {
    const OptionUse* use = whole_node_option(part);
    if (use == nullptr || !is_written_in(part, *use) || !part.gpu.per_node.known()) continue;
    const std::uint64_t gpus = part.gpu.per_node.value().value;
    if (gpus == 0) continue;
    const std::string_view type =
        part.gpu.types.size() == 1 ? std::string_view(part.gpu.types.front()) : std::string_view();
    const auto largest = largest_node_for(job, part, type);
    // Where the nodes are not known, more than two may well be all of them.
    if (gpus >= largest.value_or(kUnlikelyToBeAll + 1)) continue;
    report
        .at(use->parsed.span, "`{}` takes the whole node for {} of its GPUs", job.source.slice(use->parsed.span), gpus)
        .help("ask for the memory and the CPUs that the job needs, so that others can use the other GPUs");
  }
}

}  // namespace

extern constinit const Rule SB212_whole_node_request{
    .code = "SB212",
    .name = "whole-node-request",
    .group = Group::Request,
    .level = Level::Off,
    .check = whole_node_request,
};

}  // namespace sbatchlint::rules
