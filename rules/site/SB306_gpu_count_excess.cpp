// SB306 gpu-count-excess. Why, and examples: the page beside this file.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "job/job.h"
#include "job/placement.h"
#include "job/used_names.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// All components hold their GPUs at the same time. Nothing where one of them is not known.
std::optional<std::uint64_t> gpus_in_all(const Job& job) {
  std::uint64_t total = 0;
  for (const Component& part : job.request.components) {
    if (!part.gpu.asked) continue;
    if (!part.gpu.total.known()) return std::nullopt;
    total += part.gpu.total.value().value;
  }
  return total;
}

const Component* first_with_gpu(const Job& job) {
  for (const Component& part : job.request.components) {
    if (part.gpu.asked) return &part;
  }
  return nullptr;
}

// The quota binds a user wherever the job runs, so the partition does not matter. `quota` is the job's own, or that of
// everybody else where the account is not known: it may have more.
bool over_quota(const Job& job, Report& report, const Quota* quota, Confidence confidence) {
  const Component* part = first_with_gpu(job);
  const auto total = gpus_in_all(job);
  if (part == nullptr || !total || quota == nullptr || !quota->max_gpus || *total <= *quota->max_gpus) return false;
  const std::string more = quota->note.empty() ? std::string() : concat(" (", quota->note, ")");
  report.at(part->gpu.span, "{} GPUs asked in all, a user may hold {} at a time", *total, *quota->max_gpus)
      .help(concat("ask for ", *quota->max_gpus, " at most", more, ": as it is, the job never starts"))
      .confidence(confidence);
  return true;
}

// GPUs that are asked for in all, and have to be on one node because the job has one task.
bool over_only_node(const Job& job, Report& report, const Component& part) {
  const StartVerdict& verdict = job.starts[part.index];
  if (verdict.binding != Binding::GpusOnNode) return false;
  report.at(verdict.span, "{}", verdict.reason)
      .help(concat("ask for fewer, or say on how many nodes (`--nodes`): as it is, ", fate_of(verdict, job.site)));
  return true;
}

bool over_node(const Job& job, Report& report, const Component& part) {
  if (!part.gpu.per_node.known()) return over_only_node(job, report, part);
  const std::uint64_t asked = part.gpu.per_node.value().value;
  const std::string_view type =
      part.gpu.types.size() == 1 ? std::string_view(part.gpu.types.front()) : std::string_view();
  auto largest = largest_node_for(job, part, type);
  // Wherever an unknown partition is.
  if (!largest) largest = job.site.largest_gpu_node(job.site.has_gpu_type(type) ? type : std::string_view(), "");
  if (!largest || *largest == 0 || asked <= *largest) return false;
  const std::string of_type = job.site.has_gpu_type(type) ? concat(" of type `", type, "`") : std::string();
  report.at(part.gpu.span, "{} GPUs{} asked on one node, the largest node has {}", asked, of_type, *largest)
      .help(
          concat("ask for ", *largest, " on each node at most: as it is, ", fate_of(job.starts[part.index], job.site)));
  return true;
}

void gpu_count_excess(const Job& job, Report& report) {
  const Component* part = first_with_gpu(job);
  const Quota* quota = part == nullptr ? nullptr : quota_of(job, *part);
  if (over_quota(job, report, quota, Confidence::High)) return;
  bool found = false;
  for (const Component& component : job.request.components) found = over_node(job, report, component) || found;
  if (!found && quota == nullptr) over_quota(job, report, job.site.quota("", ""), Confidence::Low);
}

}  // namespace

extern constinit const Rule SB306_gpu_count_excess{
    .code = "SB306",
    .name = "gpu-count-excess",
    .group = Group::Site,
    .level = Level::Error,
    .command_lines = CommandLines::Requests,
    .check = gpu_count_excess,
};

}  // namespace sbatchlint::rules
