// SB406 multi-gpu-unused. Why, and examples: the page beside this file.
#include "job/gpu_use.h"
#include "job/job.h"
#include "job/launchers.h"
#include "job/layout.h"
#include "job/mentions.h"
#include "job/step.h"
#include "job/work.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "text/ascii.h"
#include "text/excerpt.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sbatchlint::rules {
namespace {

// Anywhere in the file, comments and names included: somebody has thought of several processes or devices.
constexpr auto kSpreadHints = std::to_array<std::string_view>(
    {"accelerate", "colossal",   "dataparallel", "data_parallel", "ddp",       "deepspeed",   "dist_",
     "distribut",  "dp=",        "fsdp",         "horovod",       "lightning", "master_addr", "master_port",
     "megatron",   "mirrored",   "multi-gpu",    "multi_gpu",     "multigpu",  "nccl",        "nnodes",
     "nproc",      "parallel",   "ray start",    "ray.init",      "ray_",      "raytune",     "rllib",
     "torchrun",   "world_size", "world-size",   "worldsize"});

// In the arguments of a program: it is told of devices or ranks, reads a configuration, or is of a family that takes
// all the GPUs there are (Hugging Face's trainer, large language models with a device map).
constexpr auto kArgumentHints = std::to_array<std::string_view>({".cfg",        ".conf",
                                                                 ".gin",        ".ini",
                                                                 ".json",       ".toml",
                                                                 ".yaml",       ".yml",
                                                                 "config",      "cuda",
                                                                 "device",      "dist",
                                                                 "do_train",    "falcon",
                                                                 "fairseq",     "gpt",
                                                                 "gpu",         "llama",
                                                                 "llm",         "mistral",
                                                                 "mixtral",     "model_name_or_path",
                                                                 "multi-",      "multi_",
                                                                 "multin",      "multip",
                                                                 "_dp",         "ndev",
                                                                 "parallel",    "per_device",
                                                                 "per_gpu",     "pipe",
                                                                 "qwen",        "rank",
                                                                 "run_clm",     "run_glue",
                                                                 "run_mlm",     "run_squad",
                                                                 "shard",       "tp_",
                                                                 "vicuna",      "vllm",
                                                                 "workers_per", "+"});

bool holds_any(std::string_view text, std::span<const std::string_view> hints) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), to_lower);
  return std::ranges::any_of(hints, [&lower](std::string_view h) { return lower.find(h) != std::string::npos; });
}

// A step of one task starts one process; any other launcher may start as many as there are GPUs.
bool starts_several(const Job& job, const Component& part, const Invocation& call) {
  const std::optional<LauncherKind> kind = launcher_kind(call);
  if (!kind) return false;
  if (*kind != LauncherKind::Step || call.name != "srun") return true;
  const Step step(call, job.request.release);
  if (!step.certain() || step.has("gpus-per-task") || step.has("ntasks-per-node")) return true;
  const Setting<std::uint64_t> tasks = step.number("ntasks");
  return tasks.absent() ? task_count(part) != 1 : !(tasks.known() && tasks.value() == 1);
}

// How sure it is that nothing tells a program of devices.
enum class Plain : std::uint8_t { No, Perhaps, Yes };

// `0,1`: numbers in a row are those of devices, more often than not.
bool lists_devices(std::string_view text) {
  if (!text.starts_with("0,1")) return false;
  return text.find_first_not_of("0123456789,") == std::string_view::npos;
}

// `-g 2`
bool is_device_count(const Invocation& program, const Word& word) {
  if (&word == &program.args.front() || !word.known()) return false;
  const std::optional<std::uint64_t> count = whole_number(word.text);
  return count.value_or(0) > 1 && (&word - 1)->is("-g");
}

// A Python program; values of options that are not known, or one of several, make it less sure.
Plain is_plain_python(const Invocation& program) {
  if (!is_python(program.name)) return Plain::No;
  Plain plain = Plain::Yes;
  bool after_option = false;
  for (const Word& word : program.args) {
    if (holds_any(word.text, kArgumentHints)) return Plain::No;
    const auto hints = [](const std::string& text) { return holds_any(text, kArgumentHints); };
    if (std::ranges::any_of(word.alternatives, hints)) return Plain::No;
    if (lists_devices(word.text) || is_device_count(program, word)) return Plain::No;
    const bool is_script = &word == &program.args.front();
    if (word.unknown() && (!after_option || is_script)) return Plain::No;
    if (word.unknown() || (!word.holes.empty() && word.text.ends_with('='))) plain = Plain::Perhaps;
    after_option = word.known() && word.text.starts_with("--") && word.text.find('=') == std::string::npos;
  }
  return plain;
}

// The first program that the GPUs are for; null where there is more than one kind of work, or none that is plain
// Python. `python -c` and `python` alone only look around.
const Command* only_worker(const Job& job, const Component& part) {
  const Command* worker = nullptr;
  std::size_t programs = 0;
  bool side_by_side = false;
  for (const Task& task : tasks(job)) {
    const Command& command = *task.command;
    if (hides_commands(command)) return nullptr;
    const auto several = [&](const Invocation& call) { return starts_several(job, part, call); };
    if (std::ranges::any_of(command.chain, several)) return nullptr;
    if (task.work != Work::Compute && task.work != Work::Unknown) continue;
    if (command.last().name == "source" || command.last().name == ".") continue;
    if (!is_python(command.last().name)) return nullptr;
    ++programs;
    side_by_side = side_by_side || command.context.background;
    if (command.context.background && command.context.loop) return nullptr;
    if (worker == nullptr && task.work == Work::Compute) worker = &command;
  }
  // One program in the background, so that the script can catch signals, is still one program.
  return side_by_side && programs > 1 ? nullptr : worker;
}

// The least sure of all Python programs. A file that is sourced may set anything.
Plain how_plain(const Job& job) {
  Plain least = Plain::Yes;
  for (const Task& task : tasks(job)) {
    const Invocation& program = task.command->last();
    if (is_python(program.name)) least = std::min(least, is_plain_python(program));
    if (task.work == Work::Unknown && (program.name == "source" || program.name == "."))
      least = std::min(least, Plain::Perhaps);
  }
  return least;
}

// The variable shows fewer devices than were asked for, and nothing says otherwise.
std::optional<std::uint64_t> devices_shown(const Job& job) {
  std::optional<std::uint64_t> most;
  for (const VisibleDevices& visible : visible_devices(job)) {
    const std::optional<std::uint64_t> count = device_count(visible.value);
    if (!count) return {};
    most = std::max(most.value_or(0), *count);
  }
  return most;
}

void multi_gpu_unused(const Job& job, Report& report) {
  if (!request_is_whole(job) || job.request.is_heterogeneous()) return;
  const Component& part = job.request.components.front();
  const std::optional<std::uint64_t> gpus = gpus_per_node(part);
  if (!gpus || *gpus < 2 || part.gpu.span.empty()) return;
  const Command* const worker = only_worker(job, part);
  if (worker == nullptr) return;
  const std::string shown = excerpt(job.source.slice(worker->last().span));
  if (const std::optional<std::uint64_t> visible = devices_shown(job)) {
    if (*visible >= *gpus) return;
    report
        .at(part.gpu.span, "{} GPUs asked for a node, and CUDA_VISIBLE_DEVICES shows {}: are the others used?", *gpus,
            *visible)
        .related(worker->span, "the work is done here")
        .help("ask for as many GPUs as the program uses");
    return;
  }
  if (!visible_devices(job).empty() || hints_at(job, kSpreadHints)) return;
  const Plain plain = how_plain(job);
  if (plain == Plain::No) return;
  report
      .at(part.gpu.span, "does `{}` use all {} GPUs? nothing here starts a process for each or names devices", shown,
          *gpus)
      .related(worker->span, "one process starts here")
      .confidence(plain == Plain::Yes ? Confidence::Medium : Confidence::Low)
      .help("if not: ask for one GPU, or start a process for each (torchrun, srun with several tasks)");
}

}  // namespace

extern constinit const Rule SB406_multi_gpu_unused{
    .code = "SB406",
    .name = "multi-gpu-unused",
    .group = Group::Launch,
    .stage = Stage::Script,
    .kind = RuleKind::Absence,
    .level = Level::Warning,
    .confidence = Confidence::Medium,
    .fixes = Fixes::Never,
    .check = multi_gpu_unused,
};

}  // namespace sbatchlint::rules
