// SB501 container-missing-nv. Why, and examples: the page beside this file.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "job/containers.h"
#include "job/gpu.h"
#include "job/job.h"
#include "job/mentions.h"
#include "job/step.h"
#include "job/work.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"
#include "text/ascii.h"

namespace sbatchlint::rules {
namespace {

bool has_gpu_flag(const ContainerCall& call) {
  const auto names_one = [](std::string_view text) { return text.starts_with("--nv") || text.starts_with("--rocm"); };
  const auto is_flag = [names_one](const Word* word) {
    return !word->holes.empty() || names_one(word->text) || std::ranges::any_of(word->alternatives, names_one);
  };
  // Before the subcommand the flag is at the wrong place, which is SB502's business.
  return std::ranges::any_of(call.options, is_flag) || std::ranges::any_of(call.early, is_flag);
}

// The environment switches the flag on for every call: SINGULARITY_NV=1, APPTAINER_NV=true.
bool is_on_by_environment(const Job& job) {
  constexpr std::string_view kVariables[] = {"SINGULARITY_NV", "APPTAINER_NV", "SINGULARITY_ROCM", "APPTAINER_ROCM"};
  return mentions_any(job, kVariables);
}

// Of `bash -c 'cd /data && tar xf set.tar'` each command inside.
bool runs_helpers_only(const Job& job, const Command& command) {
  const auto index = static_cast<std::size_t>(&command - job.script.commands.data());
  bool has_inner = false;
  for (const Command& inner : job.script.commands) {
    if (inner.outer != index) continue;
    has_inner = true;
    if (!runs_helpers_only(job, inner)) return false;
  }
  // It only asks, but finds no driver to ask.
  if (command.last().name == "nvidia-smi") return false;
  const Work work = work_of(job, command);
  return has_inner || is_helper(work) || is_cpu_work(work);
}

// What runs inside needs no GPU, as far as can be told.
bool is_helper_step(const Job& job, const Call& call) {
  return call.position + 1 < call.command->chain.size() && runs_helpers_only(job, *call.command);
}

// What was taken for the program of `exec` is an option: the call is not understood.
bool is_misread(const ContainerCall& container, const Call& call) {
  if (container.action != ContainerAction::Exec) return false;
  const std::vector<Invocation>& chain = call.command->chain;
  return call.position + 1 < chain.size() && chain[call.position + 1].program.text.starts_with('-');
}

// The image of `instance start` runs what `exec instance://...` asks later; those calls inherit its GPUs.
bool runs_in_instance(const ContainerCall& call) {
  return call.image != nullptr && call.image->known_prefix().starts_with("instance:");
}

// By name where both are known, else by how they are written.
bool is_same_image(const Job& job, const Word& a, const Word& b) {
  return a.known() && b.known() ? a.text == b.text : job.source.slice(a.span) == job.source.slice(b.span);
}

// Containers of other images are given the GPU, and none of this one: it may be there for what needs none.
bool only_others_get_gpu(const Job& job, const ContainerCall& call) {
  if (call.image == nullptr) return false;
  bool others = false;
  for (const Call& other : job.calls()) {
    const auto container = container_call(other.invocation());
    if (!container || container->runtime != Runtime::Apptainer || !container->starts_container()) continue;
    if (container->image == nullptr || !has_gpu_flag(*container)) continue;
    if (is_same_image(job, *container->image, *call.image)) return false;
    others = true;
  }
  return others;
}

// `$IMAGE`, `${nerf_container}`: the name says that it holds an image, and no options.
bool is_named_as_image(std::string_view written) {
  if (!written.starts_with('$') || written.find_first_of(" /(`") != std::string_view::npos) return false;
  std::string name(written);
  std::ranges::transform(name, name.begin(), to_lower);
  constexpr std::string_view kParts[] = {"container", "image", "img", "sif", "simg"};
  const auto holds = [&name](std::string_view part) { return name.find(part) != std::string::npos; };
  return std::ranges::any_of(kParts, holds) && name.find("opt") == std::string::npos &&
         name.find("arg") == std::string::npos && name.find("bin") == std::string::npos;
}

// Some word may hold the flag.
bool may_hide_flag(const Job& job, const ContainerCall& container, const Call& call) {
  return container.uncertain && !std::ranges::all_of(call.invocation().args, [&job](const Word& word) {
           return !word.may_split() || is_named_as_image(job.source.slice(word.span));
         });
}

std::uint32_t after_subcommand(const ContainerCall& call, const Call& origin) {
  std::uint32_t end = call.subcommand->span.end;
  if (call.action != ContainerAction::Start) return end;
  // `instance start`: behind the second word.
  for (const Word& word : origin.invocation().args) {
    if (word.span.begin > call.subcommand->span.begin && (word.is("start") || word.is("run"))) return word.span.end;
  }
  return end;
}

// `gpu:1`, `lscratch:5,gpu:a100:2` of --gres, `2` and `a100:2` of --gpus; not `gpu:0`, and no GPU of AMD.
bool asks_for_gpu(std::string_view value, bool is_gres) {
  for (std::size_t at = 0; at <= value.size();) {
    const std::size_t end = std::min(value.find(',', at), value.size());
    const std::string_view item = value.substr(at, end - at);
    at = end + 1;
    if (is_gres && item != "gpu" && !item.starts_with("gpu:")) continue;
    const auto count = whole_number(item.substr(item.rfind(':') + 1));
    if (count.value_or(item.empty() ? 0 : 1) > 0 && vendor_of_type(item) != GpuVendor::Amd) return true;
  }
  return false;
}

// `srun --gres=gpu:1 singularity ...` in a script that is no job itself.
bool has_gpu_of_step(const Job& job, const Call& call) {
  static constexpr std::string_view kOptions[] = {"gpus", "gpus-per-node", "gpus-per-socket", "gpus-per-task", "gres"};
  if (job.is_batch_script()) return false;
  const auto asks = [&job](const Invocation& invocation) {
    if (invocation.name != "srun" && invocation.name != "salloc") return false;
    const Step step(invocation, job.request.release);
    return std::ranges::any_of(kOptions, [&step](std::string_view name) {
      const ParsedOption* const option = step.find(name);
      return option != nullptr && option->value && option->value->known() &&
             asks_for_gpu(option->value->text, name == "gres");
    });
  };
  const auto& chain = call.command->chain;
  return std::any_of(chain.begin(), chain.begin() + static_cast<std::ptrdiff_t>(call.position), asks);
}

// GPUs of another make, or the flag is on for all calls.
bool needs_no_flag(const Job& job) {
  return may_be_amd(job) || vendor_of_job(job) == GpuVendor::Intel || is_on_by_environment(job);
}

void container_missing_nv(const Job& job, Report& report) {
  std::optional<bool> is_needless;  // asks the text of the whole script: only where there is a container
  for (const Call& call : job.calls()) {
    const auto container = container_call(call.invocation());
    if (!container || container->runtime != Runtime::Apptainer || !container->starts_container()) continue;
    if (!is_needless) is_needless = needs_no_flag(job);
    if (*is_needless) return;
    if (!job.has_gpu() && !has_gpu_of_step(job, call)) continue;
    if (container->subcommand == nullptr || has_gpu_flag(*container)) continue;
    if (may_hide_flag(job, *container, call)) continue;
    if (runs_in_instance(*container) || is_helper_step(job, call) || is_misread(*container, call)) continue;
    const Span place{call.invocation().program.span.begin, container->subcommand->span.end};
    const std::uint32_t end = after_subcommand(*container, call);
    auto finding = report.at(place, "`{} {}` without `--nv`: the program in the container sees no GPU",
                             call.invocation().name, container->subcommand->text);
    const Confidence usual = only_others_get_gpu(job, *container) ? Confidence::Low : Confidence::High;
    finding.help("write `--nv` behind the subcommand").confidence(certainty(*call.command, usual));
    // Where the call comes from a variable its words do not stand here.
    if (job.source.slice(container->subcommand->span) != container->subcommand->text) continue;
    finding.fix({.title = "Add `--nv`", .safety = Safety::Safe, .edits = {{.span = {end, end}, .text = " --nv"}}});
  }
}

}  // namespace

extern constinit const Rule SB501_container_missing_nv{
    .code = "SB501",
    .name = "container-missing-nv",
    .group = Group::Containers,
    .stage = Stage::Script,
    .kind = RuleKind::Absence,
    .level = Level::Warning,
    .fixes = Fixes::Sometimes,
    .check = container_missing_nv,
};

}  // namespace sbatchlint::rules
