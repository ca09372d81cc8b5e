// SB505 nv-without-gpu. Why, and examples: the page beside this file.
#include <algorithm>
#include <cctype>
#include <string>
#include <string_view>
#include <vector>

#include "job/containers.h"
#include "job/gpu.h"
#include "job/job.h"
#include "job/mentions.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

namespace sbatchlint::rules {
namespace {

// Sites that hand out whole nodes give their GPUs with the partition, a feature or the node itself.
constexpr std::string_view kPlaces[] = {"clusters", "constraint", "nodelist", "partition", "qos", "reservation"};

// A word that says GPU: `gpu`, `boost_usr_gpu`, `dgx`, or a GPU type.
bool names_gpu(std::string_view value) {
  std::string lower(value);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  constexpr std::string_view kSigns[] = {"accel", "cuda", "dgx", "gpu", "hgx", "viz"};
  const auto is_sign = [&lower](std::string_view sign) { return lower.find(sign) != std::string::npos; };
  return std::ranges::any_of(kSigns, is_sign) || vendor_of_type(value) != GpuVendor::Unknown;
}

// Certainly no GPU: none asked for, and nothing that may bring one along.
bool has_no_gpu(const Component& part) {
  if (part.gpu.asked || !part.gres.absent() || part.effective("exclusive") != nullptr) return false;
  return std::ranges::none_of(kPlaces, [&part](std::string_view option) {
    const Setting<std::string> value = part.text(option);
    return !value.absent() && (!value.known() || names_gpu(value.value()));
  });
}

// Not a word of what the job needs but a number of nodes or tasks: the rest of the request comes from the command line.
bool asks_for_something(const Component& part) {
  constexpr std::string_view kResources[] = {"cpus-per-task", "mem", "mem-per-cpu", "partition", "time"};
  return std::ranges::any_of(kResources, [&part](std::string_view name) { return part.effective(name) != nullptr; });
}

// A step or a line below the header that speaks of GPUs: the job is meant to have one.
bool speaks_of_gpus(const Job& job) {
  const auto says_gpu = [](std::string_view text) {
    return text.find("gpu") != std::string_view::npos || text.find("GPU") != std::string_view::npos;
  };
  for (const DirectiveLine& line : job.directives.late) {
    if (says_gpu(job.source.slice(line.span))) return true;
  }
  for (const NearMiss& miss : job.directives.near_misses) {
    if (says_gpu(job.source.slice(miss.span))) return true;
  }
  return std::ranges::any_of(job.calls("srun"), [&](const Call& call) {
    return call.invocation().uncertain || std::ranges::any_of(call.invocation().args, [&](const Word& word) {
             return !word.known() || says_gpu(word.text) || word.text.starts_with("-G");
           });
  });
}

// The node has GPUs as a whole: it is a DGX, or its driver is asked about them outside of any container.
bool node_has_gpus(const Job& job) {
  constexpr std::string_view kSystems[] = {"dgx", "hgx"};
  const auto on_node = [&job](const Call& call) { return !job.runs_inside(call, container_programs()); };
  return hints_at(job, kSystems) || std::ranges::any_of(job.calls("nvidia-smi"), on_node);
}

// A line of the header that only the shell will know (`$gpu_line` in a script that is written by another).
bool has_open_line(const Job& job) {
  const std::vector<Call>& calls = job.calls();
  return !calls.empty() && calls.front().invocation().name.empty() && calls.front().invocation().args.empty();
}

// Silent where a partition, a feature or a whole node may come with GPUs, and in scripts that are handed their request
// from outside.
void nv_without_gpu(const Job& job, Report& report) {
  if (!job.is_batch_script() || job.request.components.empty()) return;
  if (job.directives.lines.empty() || job.directives.error || job.script.placeholder) return;
  if (!job.request.faults.empty() || has_open_line(job)) return;
  if (!std::ranges::all_of(job.request.components, has_no_gpu)) return;
  if (!std::ranges::any_of(job.request.components, asks_for_something)) return;
  for (const Call& call : job.calls()) {
    const auto container = container_call(call.invocation());
    if (!container || container->runtime != Runtime::Apptainer || !container->starts_container()) continue;
    const Word* flag = container->option("nv");
    if (flag == nullptr) flag = container->option("rocm");
    if (flag == nullptr || !flag->known()) continue;
    if (speaks_of_gpus(job) || node_has_gpus(job)) return;
    report.at(flag->span, "`{}` in a job that asks for no GPU", flag->text)
        .help("ask for one (`--gpus=1`), or leave the flag out")
        .confidence(certainty(*call.command, Confidence::Medium));
    return;
  }
}

}  // namespace

extern constinit const Rule SB505_nv_without_gpu{
    .code = "SB505",
    .name = "nv-without-gpu",
    .group = Group::Containers,
    .stage = Stage::Script,
    .level = Level::Note,
    .confidence = Confidence::Medium,
    .check = nv_without_gpu,
};

}  // namespace sbatchlint::rules
