// SB314 missing-gpu-request. Why, and examples: the page beside this file.
#include <algorithm>
#include <array>
#include <iterator>
#include <string_view>
#include <vector>

#include "job/job.h"
#include "job/launchers.h"
#include "job/mentions.h"
#include "job/placement.h"
#include "job/work.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// `python -c '...'` and `python --version` are no work that needs a platform.
bool is_one_liner(const Invocation& call) {
  return std::ranges::any_of(call.args, [](const Word& word) { return word.is("-c") || word.is("--version"); });
}

// A file or a notebook that python or R runs may train a network or tidy a table. These words say the former.
constexpr auto kGpuWords = std::to_array<std::string_view>(
    {"--nv", "cuda", "cudnn", "deepspeed", "diffusion", "epoch", "finetun", "gpu", "infer", "jax", "keras", "llama",
     "llm", "neural", "tensorflow", "torch", "train", "transformers", "vllm"});

bool runs_a_file(const Invocation& call) {
  constexpr std::string_view kOthers[] = {"R", "Rscript", "jupyter"};
  return is_python(call.name) || std::ranges::find(kOthers, call.name) != std::end(kOthers);
}

// The command whose work a GPU would be for; null where there is none for certain.
const Command* evident_compute(const Job& job, const std::vector<Task>& tasks) {
  const auto found = std::ranges::find_if(tasks, [&job](const Task& task) {
    const Invocation& call = task.command->last();
    if (task.work != Work::Compute || is_one_liner(call) || task.command->context.substitution) return false;
    return !runs_a_file(call) || hints_at(job, kGpuWords);
  });
  return found == tasks.end() ? nullptr : found->command;
}

bool makes_images(const std::vector<Task>& tasks) {
  return std::ranges::any_of(tasks, [](const Task& task) { return task.work == Work::ImageBuild; });
}

// Silent on partitions known to be for CPUs. Everything but evident computing is a note: copying and preparing belong
// somewhere too. Of jobs that only fetch or build an image it is not worth saying.
void missing_gpu_request(const Job& job, Report& report) {
  if (!job.is_batch_script() || job.may_have_gpu()) return;
  const auto& parts = job.request.components;
  if (std::ranges::all_of(parts, [&](const Component& part) { return is_cpu_only(job, part); })) return;
  const std::vector<Task>& all = tasks(job);
  const Command* compute = evident_compute(job, all);

  auto finding = report.at(parts.front().header, "no GPU is asked for");
  finding.help("ask for one (`--gres=gpu:1`), or for a partition without GPUs if the job needs none");
  if (compute == nullptr) {
    finding.level(Level::Note);
    if (makes_images(all)) finding.confidence(Confidence::Low);
  } else {
    finding.related(compute->span, "this computes without a GPU");
  }
}

}  // namespace

extern constinit const Rule SB314_missing_gpu_request{
    .code = "SB314",
    .name = "missing-gpu-request",
    .group = Group::Site,
    .kind = RuleKind::Absence,
    .level = Level::Off,
    .check = missing_gpu_request,
};

}  // namespace sbatchlint::rules
