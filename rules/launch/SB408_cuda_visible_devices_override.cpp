// SB408 cuda-visible-devices-override. Why, and examples: the page beside this file.
#include "job/gpu_use.h"
#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

#include <algorithm>
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

// Silent without a GPU request: a whole node's devices are the script's to choose.
void cuda_visible_devices_override(const Job& job, Report& report) {
  if (!job.has_gpu()) return;
  const std::vector<VisibleDevices> settings = visible_devices(job);
  if (settings.empty() || shares_out(job, settings)) return;
  for (const VisibleDevices& setting : settings) {
    if (job.script.is_text(setting.span.begin) && setting.command == nullptr) continue;
    Finding finding = report.at(setting.span, "`{}` replaces the devices that Slurm chose for the job",
                                job.source.slice(setting.span));
    finding.help("leave it out: Slurm sets it to the job's own GPUs");
    if (const std::optional<Edit> edit = remove_setting(job, setting)) {
      finding.fix({.title = "Leave the devices to Slurm", .safety = Safety::Unsafe, .edits = {*edit}});
    }
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
