// SB407 process-count-mismatch. Why, and examples: the page beside this file.
#include "job/gpu_use.h"
#include "job/job.h"
#include "job/launchers.h"
#include "job/layout.h"
#include "job/step.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sbatchlint::rules {
namespace {

// An option that says how many processes a launcher starts: on each node, or on all of them together.
struct ProcessOption {
  std::string_view launcher;
  std::string_view option;
  bool on_each_node;
};
constexpr auto kProcessOptions = std::to_array<ProcessOption>({
    {"accelerate", "--num_processes", false},
    {"accelerate", "--num-processes", false},
    {"accelerate.commands.launch", "--num_processes", false},
    {"accelerate.commands.launch", "--num-processes", false},
    {"colossalai", "--nproc_per_node", true},
    {"composer", "--nproc", true},
    {"composer", "-n", true},
    {"deepspeed", "--num_gpus", true},
    {"horovodrun", "--num-proc", false},
    {"horovodrun", "-np", false},
    {"torch.distributed.launch", "--nproc_per_node", true},
    {"torch.distributed.launch", "--nproc-per-node", true},
    {"torch.distributed.run", "--nproc_per_node", true},
    {"torch.distributed.run", "--nproc-per-node", true},
    {"torchrun", "--nproc_per_node", true},
    {"torchrun", "--nproc-per-node", true},
    {"tune", "--nproc_per_node", true},
});

struct ProcessCount {
  Call call;
  const ProcessOption* option = nullptr;
  std::uint64_t count = 0;
  Span span;  // of the number
};

std::optional<ProcessCount> count_in(const Call& call, const ProcessOption& option) {
  const std::vector<Word>& args = call.invocation().args;
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (!args[i].known()) continue;
    const std::string_view text = args[i].text;
    if (text == option.option && i + 1 < args.size() && args[i + 1].known()) {
      if (const auto count = whole_number(args[i + 1].text))
        return ProcessCount{call, &option, *count, args[i + 1].span};
    }
    const std::size_t equals = option.option.size();
    if (text.size() <= equals || !text.starts_with(option.option) || text[equals] != '=') continue;
    if (const auto count = whole_number(text.substr(equals + 1))) {
      const auto digits = static_cast<std::uint32_t>(text.size() - equals - 1);
      return ProcessCount{call, &option, *count, {args[i].span.end - digits, args[i].span.end}};
    }
  }
  return {};
}

// `accelerate config`, `torchrun --help`, and processes on CPUs.
bool uses_no_gpu(const Invocation& call) {
  if (call.name == "accelerate" && !call.args.empty() && call.args.front().known() && !call.args.front().is("launch"))
    return true;
  return std::ranges::any_of(call.args,
                             [](const Word& word) { return word.is("--cpu") || word.is("--help") || word.is("-h"); });
}

std::vector<ProcessCount> process_counts(const Job& job) {
  std::vector<ProcessCount> found;
  for (const Call& call : job.calls()) {
    if (uses_no_gpu(call.invocation())) continue;
    const std::string_view module = python_module(call.invocation());
    const std::string_view name = module.empty() ? std::string_view(call.invocation().name) : module;
    for (const ProcessOption& option : kProcessOptions) {
      if (option.launcher != name) continue;
      if (const auto count = count_in(call, option)) found.push_back(*count);
    }
  }
  return found;
}

// Several launches may share out the GPUs, and so may CUDA_VISIBLE_DEVICES and a srun of several tasks.
bool is_shared_out(const Job& job, const Component& part, std::size_t launches) {
  const bool in_background = std::ranges::any_of(job.calls(), [](const Call& call) {
    return call.command->context.background && launcher_kind(call.invocation());
  });
  const std::optional<std::uint64_t> tasks = task_count(part);
  return launches > 1 || in_background || !visible_devices(job).empty() || !tasks || *tasks > least_node_count(part);
}

void process_count_mismatch(const Job& job, Report& report) {
  if (!request_is_whole(job) || job.request.is_heterogeneous()) return;
  const Component& part = job.request.components.front();
  const std::optional<std::uint64_t> gpus = gpus_per_node(part);
  if (!gpus || *gpus == 0 || is_exclusive(part) || part.gpu.span.empty()) return;
  const std::vector<ProcessCount> launches = process_counts(job);
  const bool shared_out = is_shared_out(job, part, launches.size());
  for (const ProcessCount& launch : launches) {
    const std::optional<std::uint64_t> nodes = part.nodes.absent() ? 1 : node_count(part);
    if (!nodes || launch.count == 0) continue;
    const std::uint64_t available = launch.option->on_each_node ? *gpus : *gpus * *nodes;
    if (launch.count == available || (launch.count < available && shared_out)) continue;
    // One process may well be meant to drive all the GPUs itself.
    if (launch.count == 1) continue;
    report.at(launch.span, "{} processes for {}", launch.count, available == 1 ? "one GPU" : concat(available, " GPUs"))
        .related(part.gpu.span, "the GPUs are asked for here")
        .help("start one process for each GPU")
        .confidence(certainty(*launch.call.command))
        .fix({.title = "Start a process for each GPU",
              .safety = Safety::Unsafe,
              .edits = {{.span = launch.span, .text = std::to_string(available)}}});
  }
}

}  // namespace

extern constinit const Rule SB407_process_count_mismatch{
    .code = "SB407",
    .name = "process-count-mismatch",
    .group = Group::Launch,
    .stage = Stage::Script,
    .level = Level::Warning,
    .fixes = Fixes::Always,
    .check = process_count_mismatch,
};

}  // namespace sbatchlint::rules
