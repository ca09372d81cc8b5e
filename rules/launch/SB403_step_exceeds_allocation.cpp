// SB403 step-exceeds-allocation. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/layout.h"
#include "job/step.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace sbatchlint::rules {
namespace {

// A step of another job, or of a component of its own, is not held against this job.
bool belongs_to_job(const Step& step) {
  return step.certain() && !step.has("jobid") && !step.has("het-group") && !step.has("overcommit");
}

struct Excess {
  Span span;
  std::uint64_t asked = 0;
  std::uint64_t available = 0;
  std::string_view what;
};

std::optional<Excess> excess_of(const Setting<std::uint64_t>& asked, std::optional<std::uint64_t> available,
                                std::string_view what) {
  if (!asked.known() || !available || asked.value() <= *available) return {};
  return Excess{.span = asked.span(), .asked = asked.value(), .available = *available, .what = what};
}

// `--gres=gpu:4` and `--gres=gpu:a100:4` of a step: GPUs on each of its nodes.
Setting<std::uint64_t> gres_gpus(const Step& step) {
  const ParsedOption* const option = step.find("gres");
  if (option == nullptr || !option->value || !option->value->known()) return {};
  const std::string_view text = option->value->text;
  if (!text.starts_with("gpu:") || text.find(',') != std::string_view::npos) return {};
  const std::optional<std::uint64_t> count = whole_number(text.substr(text.rfind(':') + 1));
  return count ? Setting<std::uint64_t>::known(*count, option->value->span) : Setting<std::uint64_t>{};
}

// CPUs that the job has at most, where its options bound them: whole nodes have more than was asked for, and a core of
// two threads counts double.
std::optional<std::uint64_t> most_cpus(const Component& part) {
  const std::optional<std::uint64_t> tasks = task_count(part);
  if (!tasks || !part.ntasks.known() || is_exclusive(part) || part.mem.value_or({.count = 1}).count == 0) return {};
  if (!part.cpus_per_task.absent() && !part.cpus_per_task.known()) return {};
  return 2 * *tasks * part.cpus_per_task.value_or({.value = 1}).value;
}

// Nodes and GPUs are certain: srun refuses the step. Tasks are counted only against all CPUs the job can have, since
// a job of few tasks may start more of them in a step.
std::optional<Excess> excess_of_step(const Step& step, const Component& part) {
  if (const auto nodes = excess_of(step.number("nodes"), node_count(part), "nodes")) return nodes;
  const std::optional<std::uint64_t> gpus =
      part.gpu.total.known() && !is_exclusive(part) ? std::optional(part.gpu.total.value().value) : std::nullopt;
  if (gpus && *gpus > 0) {
    if (const auto total = excess_of(step.number("gpus"), gpus, "GPUs")) return total;
    if (const auto on_node = excess_of(gres_gpus(step), gpus, "GPUs")) return on_node;
    if (const auto on_node = excess_of(step.number("gpus-per-node"), gpus, "GPUs")) return on_node;
  }
  return excess_of(step.number("ntasks"), most_cpus(part), "tasks");
}

void step_exceeds_allocation(const Job& job, Report& report) {
  if (!request_is_whole(job) || job.request.is_heterogeneous()) return;
  const Component& part = job.request.components.front();
  for (const Call& call : job.calls("srun")) {
    const Step step(call.invocation(), job.request.release);
    if (!belongs_to_job(step)) continue;
    const std::optional<Excess> excess = excess_of_step(step, part);
    if (!excess) continue;
    if (excess->what == "tasks") {
      report.at(excess->span, "{} tasks in a step of a job that asks for {}", excess->asked, *task_count(part))
          .help("ask for as many tasks with --ntasks")
          .confidence(certainty(*call.command))
          .level(Level::Warning);
    } else {
      report.at(excess->span, "the step asks for {} {}, the job has {}", excess->asked, excess->what, excess->available)
          .help("ask for them in the job, too: srun refuses a step that is larger than its job")
          .confidence(certainty(*call.command));
    }
  }
}

}  // namespace

extern constinit const Rule SB403_step_exceeds_allocation{
    .code = "SB403",
    .name = "step-exceeds-allocation",
    .group = Group::Launch,
    .stage = Stage::Script,
    .level = Level::Error,
    .fixes = Fixes::Never,
    .check = step_exceeds_allocation,
};

}  // namespace sbatchlint::rules
