// SB411 endless-monitor. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/waiting.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

namespace sbatchlint::rules {
namespace {

// A program that goes on until it is ended, when one of these words is given (any words where the list is empty).
struct Monitor {
  std::string_view program;
  std::string_view flags;  // separated by blanks; a word that begins with one of them
};
constexpr auto kMonitors = std::to_array<Monitor>({
    {"dstat", ""},
    {"gpustat", "-i --interval --watch"},
    {"htop", ""},
    {"nvidia-smi", "-l -lms --loop dmon pmon"},
    {"nvitop", ""},
    {"nvtop", ""},
    {"tail", "-f -F --follow"},
    {"watch", ""},
});

bool has_flag(const Invocation& call, std::string_view flags) {
  for (std::size_t at = 0; at <= flags.size();) {
    const std::size_t end = std::min(flags.find(' ', at), flags.size());
    const std::string_view flag = flags.substr(at, end - at);
    if (std::ranges::any_of(call.args, [flag](const Word& word) { return word.known_prefix().starts_with(flag); }))
      return true;
    at = end + 1;
  }
  return false;
}

// `nvidia-smi dmon -c 10` and `tail --pid` end by themselves.
bool has_an_end(const Invocation& call) {
  return std::ranges::any_of(call.args, [](const Word& word) {
    return word.unknown() || word.text.starts_with("-c") || word.text.starts_with("--pid") ||
           word.text.starts_with("--count");
  });
}

bool never_ends(const Job& job, const Call& call) {
  const Invocation& program = call.invocation();
  if (program.name == "sleep") return sleep_seconds(program) == kForever;
  const auto* const monitor = std::ranges::find(kMonitors, program.name, &Monitor::program);
  if (monitor != kMonitors.end())
    return (monitor->flags.empty() || has_flag(program, monitor->flags)) && !has_an_end(program);
  const Loop* const loop = innermost_loop(job.script, call.command->span);
  return loop != nullptr && loop->endless && !loop->has_exit && loop->background;
}

// Something may end it: a kill, a time box, a trap that kills.
bool may_be_ended(const Job& job) {
  constexpr auto kEnders = std::to_array<std::string_view>({"kill", "killall", "pkill", "scancel", "timeout"});
  return std::ranges::any_of(
      kEnders, [&job](std::string_view name) { return job.source.bytes().find(name) != std::string_view::npos; });
}

// `wait` for everything; `wait $pid` waits for what it names.
const Command* wait_for_all(const Job& job, std::uint32_t after) {
  for (const Call& call : job.calls("wait")) {
    if (call.command->span.begin > after && call.invocation().args.empty() && !call.command->context.background) {
      return call.command;
    }
  }
  return nullptr;
}

void endless_monitor(const Job& job, Report& report) {
  if (!job.is_batch_script() || may_be_ended(job)) return;
  for (const Call& call : job.calls()) {
    if (!call.command->context.background || call.command->context.subshell) continue;
    if (!never_ends(job, call)) continue;
    const Command* const wait = wait_for_all(job, call.command->span.end);
    if (wait == nullptr) continue;
    report.at(wait->span, "`wait` never returns: `{}` in the background has no end", call.invocation().name)
        .related(call.command->span, "this goes on until the time limit")
        .help("wait for the work by its process id, and kill the monitor then")
        .confidence(certainty(*call.command));
    return;
  }
}

}  // namespace

extern constinit const Rule SB411_endless_monitor{
    .code = "SB411",
    .name = "endless-monitor",
    .group = Group::Launch,
    .stage = Stage::Script,
    .level = Level::Warning,
    .fixes = Fixes::Never,
    .check = endless_monitor,
};

}  // namespace sbatchlint::rules
