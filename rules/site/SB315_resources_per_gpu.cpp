// SB315 resources-per-gpu. Why, and examples: the page beside this file.
#include <cstdint>
#include <optional>
#include <string>

#include "job/facts.h"
#include "job/job.h"
#include "job/layout.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/policy_words.h"

namespace sbatchlint::rules {
namespace {

std::optional<std::uint64_t> cpus_per_gpu(const Component& part, const Facts& facts) {
  if (part.cpus_per_gpu.known()) return part.cpus_per_gpu.value().value;
  const auto cpus = amount_of(Quantity::Cpus, facts);
  const auto gpus = amount_of(Quantity::Gpus, facts);
  if (!cpus || !gpus || *gpus == 0) return std::nullopt;
  return *cpus / *gpus;
}

std::optional<std::uint64_t> memory_per_gpu(const Component& part) {
  if (part.mem_per_gpu.known()) return part.mem_per_gpu.value().count;
  const auto gpus = gpus_per_node(part);
  if (!part.mem.known() || !gpus || *gpus == 0) return std::nullopt;
  return part.mem.value().count / *gpus;
}

void check_ratio(const Job& job, const Component& part, const Facts& facts, const Ratio& ratio, Report& report) {
  const Level level = level_of(ratio.policy);
  if (level == Level::Off || !holds(ratio.policy.when, facts)) return;
  const auto cpus = cpus_per_gpu(part, facts);
  if (ratio.cpus && cpus && *cpus > *ratio.cpus) {
    report
        .at(place_of(part, part.cpus_per_gpu.known() ? "cpus-per-gpu" : "cpus-per-task"), "{}",
            words_of(ratio.policy, concat(*cpus, " CPUs with each GPU, the fair share is ", *ratio.cpus)))
        .help(help_of(job.site, ratio.policy, "GPUs beside it stay free for want of CPUs"))
        .level(level);
  }
  const auto memory = memory_per_gpu(part);
  if (ratio.memory && memory && *memory > ratio.memory->count) {
    report
        .at(place_of(part, part.mem_per_gpu.known() ? "mem-per-gpu" : "mem"), "{}",
            words_of(ratio.policy,
                     concat(*memory, "M of memory with each GPU, the fair share is ", ratio.memory->count, "M")))
        .help(help_of(job.site, ratio.policy, "GPUs beside it stay free for want of memory"))
        .level(level);
  }
}

void resources_per_gpu(const Job& job, Report& report) {
  if (job.site.ratios.empty()) return;
  for (const Component& part : job.request.components) {
    if (!part.gpu.asked) continue;
    const Facts facts = facts_of(job, part);
    for (const Ratio& ratio : job.site.ratios) check_ratio(job, part, facts, ratio, report);
  }
}

}  // namespace

extern constinit const Rule SB315_resources_per_gpu{
    .code = "SB315",
    .name = "resources-per-gpu",
    .group = Group::Site,
    .level = Level::Note,
    .check = resources_per_gpu,
};

}  // namespace sbatchlint::rules
