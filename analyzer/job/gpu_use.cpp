#include "job/gpu_use.h"

#include "job/containers.h"
#include "text/ascii.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sbatchlint {
namespace {

constexpr std::string_view kVisibleDevices = "CUDA_VISIBLE_DEVICES";

// The value of such an option, or the word itself, names a device.
constexpr auto kDeviceOptions =
    std::to_array<std::string_view>({"--accelerator", "--device", "-d", "-device", "trainer.accelerator"});

bool names_cuda(std::string_view value) { return value == "cuda" || value.starts_with("cuda:") || value == "gpu"; }

// `--device=cuda`, `--device cuda:0`, `--nv` of a container.
bool asks_for_device(const Invocation& call) {
  for (std::size_t i = 0; i < call.args.size(); ++i) {
    const std::string_view text = call.args[i].known_prefix();
    const std::size_t equals = text.find('=');
    const std::string_view name = text.substr(0, equals);
    if (std::ranges::find(kDeviceOptions, name) == kDeviceOptions.end()) continue;
    const bool next = equals == std::string_view::npos && i + 1 < call.args.size();
    if (next ? names_cuda(call.args[i + 1].known_prefix())
             : names_cuda(text.substr(std::min(equals, text.size() - 1) + 1))) {
      return true;
    }
  }
  return false;
}

// env CUDA_VISIBLE_DEVICES=3 python train.py, and `time` likewise
void set_by_env(const Invocation& env, const Command& command, std::vector<VisibleDevices>& found) {
  constexpr std::string_view kSetting = "CUDA_VISIBLE_DEVICES=";
  for (const Word& word : env.args) {
    if (!word.alternatives.empty() || !word.known_prefix().starts_with(kSetting)) continue;
    Word value = word;
    value.text.erase(0, kSetting.size());
    for (Hole& hole : value.holes) hole.at -= static_cast<std::uint32_t>(kSetting.size());
    found.push_back({.value = std::move(value), .span = word.span, .command = &command});
  }
}

// srun --export=ALL,CUDA_VISIBLE_DEVICES=3, singularity exec --env CUDA_VISIBLE_DEVICES=3
void set_by_option(const Invocation& call, const Command& command, std::vector<VisibleDevices>& found) {
  constexpr std::string_view kSetting = "CUDA_VISIBLE_DEVICES=";
  const bool step = call.name == "srun";
  if (!step && !container_call(call)) return;
  for (std::size_t at = 0; at < call.args.size(); ++at) {
    const Word& word = call.args[at];
    const std::size_t begin = word.known() ? word.text.find(kSetting) : std::string::npos;
    if (begin == std::string::npos) continue;
    const std::string_view before = std::string_view(word.text).substr(0, begin);
    const std::string_view option =
        at > 0 && before.find('=') == std::string_view::npos ? call.args[at - 1].text : before;
    const bool sets = step ? option.starts_with("--export") : option.starts_with("--env") || option == "-e";
    if (!sets) continue;
    Word value = word;
    value.text.erase(0, begin + kSetting.size());
    value.text.erase(std::min(value.text.find(','), value.text.size()));
    found.push_back({.value = std::move(value), .span = word.span, .command = &command});
  }
}

bool passes_gpu_into_container(const Invocation& call) {
  const std::optional<ContainerCall> container = container_call(call);
  return container && container->starts_container() &&
         (container->option("nv") != nullptr || container->option("nvccli") != nullptr);
}

}  // namespace

std::optional<GpuUse> gpu_use(const Job& job) {
  std::optional<GpuUse> looks;
  for (const Call& call : job.calls()) {
    const Context& context = call.command->context;
    if (context.conditional || context.condition) continue;
    const Invocation& program = call.invocation();
    if (program.name == "echo" || program.name == "printf") continue;
    if (asks_for_device(program)) return GpuUse{.span = program.span, .computes = true};
    const bool is_look = program.name == "nvidia-smi" || program.name == "nvtop" || program.name == "gpustat";
    if (!looks && (is_look || passes_gpu_into_container(program))) looks = GpuUse{.span = program.span};
  }
  return looks;
}

std::vector<VisibleDevices> visible_devices(const Job& job) {
  std::vector<VisibleDevices> found;
  const auto add = [&found](const Assignment& assignment, const Command* command) {
    // What a container is given, too: `SINGULARITYENV_CUDA_VISIBLE_DEVICES`.
    std::string_view name = assignment.name;
    for (const std::string_view prefix : {"SINGULARITYENV_", "APPTAINERENV_"}) {
      if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
    }
    if (name != kVisibleDevices || !assignment.reachable) return;
    found.push_back({.value = assignment.value, .span = assignment.span, .command = command});
  };
  for (const Assignment& assignment : job.script.assignments) add(assignment, nullptr);
  for (const Command& command : job.script.commands) {
    if (!command.reachable) continue;
    for (const Assignment& assignment : command.assignments) add(assignment, &command);
    for (const Invocation& program : command.chain) {
      if (program.name == "env" || program.name == "time") set_by_env(program, command, found);
      set_by_option(program, command, found);
    }
  }
  return found;
}

std::optional<std::uint64_t> device_count(const Word& value) {
  if (!value.known() || value.text.empty()) return {};
  if (value.text.starts_with("GPU-") || value.text.starts_with("MIG-"))
    return static_cast<std::uint64_t>(std::ranges::count(value.text, ',')) + 1;
  std::uint64_t count = 1;
  char before = ',';
  for (const char c : value.text) {
    if (c != ',' && !is_digit(c)) return {};
    if (c == ',' && before == ',') return {};
    count += c == ',' ? 1 : 0;
    before = c;
  }
  if (before == ',') --count;
  return count;
}

}  // namespace sbatchlint
