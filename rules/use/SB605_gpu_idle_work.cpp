// SB605 gpu-idle-work. Why, and examples: the page beside this file.
#include <algorithm>
#include <string_view>
#include <vector>

#include "job/job.h"
#include "job/work.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

namespace sbatchlint::rules {
namespace {

// Completes "... while the job holds its GPUs".
std::string_view idle_work_name(Work work) {
  switch (work) {
    case Work::Copy: return "copies files";
    case Work::Download: return "downloads";
    case Work::Install: return "installs software";
    case Work::ImageBuild: return "fetches or builds a container image";
    case Work::Compile: return "compiles";
    case Work::Unknown:
    case Work::Housekeeping:
    case Work::Wait:
    case Work::Compute: break;
  }
  return "does nothing";
}

bool is_idle_step(const Task& task) {
  const Context& context = task.command->context;
  return is_cpu_work(task.work) && !context.substitution;
}

// Builds that look at the machine they run on: extensions of PyTorch ask for the GPU, Spack for the processor.
bool builds_for_the_node(const Task& task) {
  const Invocation& last = task.command->last();
  return last.name == "spack" || std::ranges::any_of(last.args, [](const Word& word) {
           return word.is("setup.py") || word.known_prefix().ends_with("/setup.py");
         });
}

// Nothing in the job is, or may be, work for a GPU.
bool is_whole_job(const Job& job, const std::vector<Task>& tasks) {
  const bool may_compute = std::ranges::any_of(tasks, [](const Task& task) {
    return task.work == Work::Compute || task.work == Work::Unknown || builds_for_the_node(task);
  });
  return !may_compute && job.script.error_regions.empty() && job.script.cut == Cut::None && !job.script.placeholder;
}

// What stands for the whole job: fetching and building before mere copying.
const Task* main_step(const std::vector<Task>& tasks) {
  const Task* found = nullptr;
  for (const Task& task : tasks) {
    if (!is_idle_step(task)) continue;
    if (found == nullptr || (found->work == Work::Copy && task.work != Work::Copy)) found = &task;
  }
  return found;
}

// A step worth a job of its own, beside real work: it happens in every run, and takes more than a moment. `git pull`
// and unpacking an image do not.
bool is_worth_a_job(const Task& task) {
  const Context& context = task.command->context;
  if (context.conditional || context.condition || context.background || !is_idle_step(task)) return false;
  constexpr std::string_view kLongSteps[] = {"apptainer", "cmake",           "conda",  "curl",        "docker",
                                             "hf",        "huggingface-cli", "make",   "mamba",       "micromamba",
                                             "ninja",     "podman",          "rclone", "singularity", "wget"};
  const Invocation& last = task.command->last();
  const bool clones = last.name == "git" && !last.args.empty() && last.args.front().is("clone");
  return clones || std::ranges::find(kLongSteps, last.name) != std::end(kLongSteps);
}

// Silent where any command may be the work that the GPU is for; single steps are only mentioned with --pedantic.
void gpu_idle_work(const Job& job, Report& report) {
  if (!job.has_gpu()) return;
  const std::vector<Task>& tasks = sbatchlint::tasks(job);
  const Task* step = main_step(tasks);
  if (step == nullptr) return;
  if (is_whole_job(job, tasks)) {
    report
        .at(step->command->last().span, "all this job does is preparation: it {} while it holds its GPUs",
            idle_work_name(step->work))
        .help("run it as a job without a GPU, and let the job that computes wait for it (`--dependency=afterok:ID`)")
        .confidence(certainty(*step->command));
    return;
  }
  const auto found = std::ranges::find_if(tasks, is_worth_a_job);
  if (found == tasks.end()) return;
  report.at(found->command->last().span, "the job {} while its GPUs wait", idle_work_name(found->work))
      .help("do it once, in a job without a GPU")
      .level(Level::Note)
      .confidence(Confidence::Low);
}

}  // namespace

extern constinit const Rule SB605_gpu_idle_work{
    .code = "SB605",
    .name = "gpu-idle-work",
    .group = Group::Use,
    .stage = Stage::Script,
    .level = Level::Warning,
    .check = gpu_idle_work,
};

}  // namespace sbatchlint::rules
