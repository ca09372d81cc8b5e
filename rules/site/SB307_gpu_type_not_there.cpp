// SB307 gpu-type-not-there. Why, and examples: the page beside this file.
#include <algorithm>
#include <string>
#include <string_view>

#include "job/job.h"
#include "job/used_names.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// The partitions whose nodes have a GPU of one of these types, or any GPU where none is named.
std::string partitions_with_gpu(const Site& site, const std::vector<std::string>& types) {
  std::string list;
  for (const Partition& partition : site.partitions) {
    const auto has = [&](std::string_view type) { return site.largest_gpu_node(type, partition.name).value_or(0) > 0; };
    if (types.empty() ? !has("") : std::ranges::none_of(types, has)) continue;
    list += concat(list.empty() ? "" : ", ", "`", partition.name, "`");
  }
  return list;
}

void gpu_type_not_there(const Job& job, Report& report) {
  for (const Component& part : job.request.components) {
    const StartVerdict& verdict = job.starts[part.index];
    if (verdict.binding != Binding::GpuType) continue;
    const std::string others = partitions_with_gpu(job.site, part.gpu.types);
    report.at(verdict.span, "{}", verdict.reason)
        .help(concat(others.empty() ? std::string("no partition has it")
                                    : concat("it is in ", others, "; or ask for another type"),
                     ": as it is, ", fate_of(verdict, job.site)));
  }
}

}  // namespace

extern constinit const Rule SB307_gpu_type_not_there{
    .code = "SB307",
    .name = "gpu-type-not-there",
    .group = Group::Site,
    .level = Level::Error,
    .command_lines = CommandLines::Requests,
    .check = gpu_type_not_there,
};

}  // namespace sbatchlint::rules
