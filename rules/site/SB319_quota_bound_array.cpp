// SB319 quota-bound-array. Why, and examples: the page beside this file.
#include <algorithm>
#include <cstdint>
#include <string>

#include "job/job.h"
#include "job/placement.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// Tasks that may run at the same time by the array's own throttle.
std::uint64_t at_a_time(const ArraySpec& array) {
  const std::uint64_t throttle = array.throttle.value_or(0);
  return throttle > 0 ? std::min(array.size, throttle) : array.size;
}

void quota_bound_array(const Job& job, Report& report) {
  if (job.site.quotas.empty()) return;
  const Component& part = job.request.components.front();
  if (!part.array.known() || part.array.value().size < 2) return;
  const Quota* quota = quota_of(job, part);
  if (quota == nullptr) return;
  const std::uint64_t tasks = at_a_time(part.array.value());
  const bool knows_gpus = part.gpu.asked && part.gpu.total.known();
  const std::uint64_t gpus = knows_gpus ? part.gpu.total.value().value : 0;
  std::uint64_t fits = quota->max_jobs.value_or(tasks);
  if (quota->max_gpus && gpus > 0) fits = std::min(fits, *quota->max_gpus / gpus);
  if (tasks <= fits || fits == 0) return;
  report.at(part.array.span(), "{} tasks at a time, the quota lets {} run: the others queue", tasks, fits)
      .help("nothing is wrong with that; the array takes its time, and other jobs of yours wait behind it");
}

}  // namespace

extern constinit const Rule SB319_quota_bound_array{
    .code = "SB319",
    .name = "quota-bound-array",
    .group = Group::Site,
    .level = Level::Note,
    .check = quota_bound_array,
};

}  // namespace sbatchlint::rules
