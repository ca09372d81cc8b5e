// SB408 cuda-visible-devices-override. Why, and examples: the page beside this file.
#include "job/gpu_use.h"
#include "job/job.h"
#include "job/layout.h"
#include "job/mentions.h"
#include "job/step.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sbatchlint::rules {
namespace {

// A value that is computed, or different values for programs that run at the same time, share out the job's GPUs.
bool shares_out(const Job& job, const std::vector<VisibleDevices>& settings) {
  const auto is_computed = [](const VisibleDevices& s) { return !device_count(s.value); };
  if (std::ranges::any_of(settings, is_computed)) return true;
  const std::string& first = settings.front().value.text;
  const auto differs = [&first](const VisibleDevices& s) { return s.value.text != first; };
  const auto in_background = [](const Command& command) { return command.context.background; };
  return std::ranges::any_of(settings, differs) && std::ranges::any_of(job.script.commands, in_background);
}

// The numbers in a value that device_count counts: "0,1" is 0 and 1. Absurdly long ones are left out.
std::vector<std::uint64_t> device_numbers(std::string_view text) {
  std::vector<std::uint64_t> numbers;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    if (const auto number = whole_number(text.substr(begin, end - begin))) numbers.push_back(*number);
    begin = end + 1;
  }
  return numbers;
}

// All GPUs that the job has on a node, each once: 0, 1 ... in this order, or in one that somebody has thought about.
enum class Selection : std::uint8_t { InOrder, Reordered, Beyond, Other };
Selection selection(const std::vector<std::uint64_t>& devices, std::uint64_t gpus) {
  if (std::ranges::any_of(devices, [gpus](std::uint64_t device) { return device >= gpus; })) return Selection::Beyond;
  std::vector<std::uint64_t> sorted = devices;
  std::ranges::sort(sorted);
  const bool all = sorted.size() == gpus && std::ranges::adjacent_find(sorted) == sorted.end();
  if (!all) return Selection::Other;
  return sorted == devices ? Selection::InOrder : Selection::Reordered;
}

// `CUDA_VISIBLE_DEVICES=0 ` in front of a command, or the line that holds nothing but the assignment.
std::optional<Edit> remove_setting(const Job& job, const VisibleDevices& setting) {
  const Span span = setting.span;
  if (setting.command != nullptr) {
    const std::uint32_t next = setting.command->chain.front().span.begin;
    if (setting.command->assignments.size() != 1 || next < span.end) return {};
    return Edit{.span = {span.begin, next}, .text = ""};
  }
  const std::uint32_t line = job.source.line_of(span.begin);
  const Span own = job.source.line_span(line);
  std::string_view before = job.source.slice({own.begin, span.begin});
  const std::string_view after = job.source.slice({span.end, own.end});
  before.remove_prefix(std::min(before.find_first_not_of(" \t"), before.size()));
  const bool alone = before.empty() || before == "export ";
  if (!alone || after.find_first_not_of(" \t\r;") != std::string_view::npos) return {};
  return Edit{.span = job.source.full_line_span(line), .text = ""};
}

// What is wrong with a setting depends on the GPUs that the job has: none of its own, all of them, or some.
Finding report_choice(const Job& job, const VisibleDevices& setting, Selection chosen, std::uint64_t gpus,
                      Report& report) {
  const std::string_view written = job.source.slice(setting.span);
  const bool owns_nodes = is_exclusive(job.request.components.front());
  if (chosen == Selection::Beyond && !owns_nodes) {
    return report.at(setting.span, "`{}` names a device beyond the {} that the job asks for", written,
                     gpus == 1 ? "one GPU" : concat(gpus, " GPUs"));
  }
  if (chosen == Selection::InOrder && owns_nodes) {
    Finding finding =
        report.at(setting.span, "`{}` repeats what Slurm sets, and stays when the request changes", written);
    finding.level(Level::Note);
    return finding;
  }
  return report.at(setting.span, "`{}` replaces the devices that Slurm chose for the job", written);
}

void report_setting(const Job& job, const VisibleDevices& setting, Report& report) {
  const std::uint64_t gpus =
      job.request.is_heterogeneous() ? 0 : gpus_per_node(job.request.components.front()).value_or(0);
  const Selection chosen = gpus == 0 ? Selection::Other : selection(device_numbers(setting.value.text), gpus);
  if (chosen == Selection::Reordered) return;
  Finding finding = report_choice(job, setting, chosen, gpus, report);
  finding.help("leave it out: Slurm sets it to the job's own GPUs");
  if (!job.has_gpu()) finding.confidence(Confidence::Low);
  if (const std::optional<Edit> edit = remove_setting(job, setting)) {
    finding.fix({.title = "Leave the devices to Slurm", .safety = Safety::Unsafe, .edits = {*edit}});
  }
}

// Unsure without a GPU request: a whole node's devices are the script's to choose.
void cuda_visible_devices_override(const Job& job, Report& report) {
  if (!is_job_for_certain(job)) return;
  const std::vector<VisibleDevices> settings = visible_devices(job);
  if (settings.empty() || shares_out(job, settings)) return;
  for (const VisibleDevices& setting : settings) {
    if (setting.command == nullptr && is_of_nested_script(job, setting.span.begin)) continue;
    report_setting(job, setting, report);
  }
}

}  // namespace

extern constinit const Rule SB408_cuda_visible_devices_override{
    .code = "SB408",
    .name = "cuda-visible-devices-override",
    .group = Group::Launch,
    .stage = Stage::Script,
    .level = Level::Warning,
    .fixes = Fixes::Sometimes,
    .check = cuda_visible_devices_override,
};

}  // namespace sbatchlint::rules
