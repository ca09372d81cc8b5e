// SB604 idle-allocation. Why, and examples: the page beside this file.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "job/containers.h"
#include "job/job.h"
#include "job/launchers.h"
#include "job/monitors.h"
#include "job/servers.h"
#include "job/waiting.h"
#include "job/work.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

namespace sbatchlint::rules {
namespace {

// A GPU may wait a quarter of an hour for a licence or a neighbour, but not longer.
constexpr double kLongWithGpu = 15 * 60 + 1;
// Without a GPU only a sleep that fills the time limit counts, and no short one even then.
constexpr double kLongWithoutGpu = 60 * 60;

// These end what they run, or run it on another machine.
constexpr std::string_view kBounding[] = {"timeout", "ssh", "pdsh", "sbatch"};

// `timeout 10h sleep infinity` is a sleep of ten hours; nothing where the time is not known.
std::optional<double> bound_of(const Command& command) {
  const auto timeout = std::ranges::find(command.chain, "timeout", &Invocation::name);
  if (timeout == command.chain.end() || timeout->args.empty() || timeout->uncertain) return std::nullopt;
  const Word& time = timeout->args.back();
  return time.known() ? duration_seconds(time.text) : std::nullopt;
}

// Interpreters that get code as a word.
bool takes_code(std::string_view name) {
  constexpr std::string_view kOthers[] = {"R", "Rscript", "julia", "perl", "ruby"};
  return is_python(name) || std::ranges::find(kOthers, name) != std::end(kOthers);
}

// `10**9`, `24*3600`, `86400`.
std::optional<double> product(std::string_view text) {
  const std::size_t star = text.find('*');
  if (star == std::string_view::npos) return duration_seconds(text);
  const bool is_power = text.substr(star).starts_with("**");
  const auto left = duration_seconds(text.substr(0, star));
  const auto right = product(text.substr(star + (is_power ? 2 : 1)));
  if (!left || !right) return std::nullopt;
  return is_power ? std::pow(*left, *right) : *left * *right;
}

// `python -c "import time; time.sleep(86400)"`, `perl -e 'sleep 86400'`, and nothing else in the code.
std::optional<double> sleep_of_code(const Invocation& program) {
  const auto& args = program.args;
  if (args.size() < 2 || args.size() > 3 || !args.back().known()) return std::nullopt;
  const Word& option = args[args.size() - 2];
  if (!option.is("-c") && !option.is("-e")) return std::nullopt;
  const std::string_view code = args.back().text;
  const std::size_t call = code.find("sleep");
  if (call == std::string_view::npos) return std::nullopt;
  const std::size_t paren = code.find('(');
  if (paren == std::string_view::npos) return code.starts_with("sleep ") ? product(code.substr(6)) : std::nullopt;
  if (paren != call + 5) return std::nullopt;
  // `while True: time.sleep(60)`
  if (code.find("while True") != std::string_view::npos || code.find("while 1:") != std::string_view::npos)
    return code.find("break") == std::string_view::npos && code.find('(', paren + 1) == std::string_view::npos
               ? std::optional(kForever)
               : std::nullopt;
  return product(code.substr(paren + 1, code.find(')', paren) - paren - 1));
}

// Nothing but a look at the GPUs, again and again: `nvidia-smi -l 60`.
bool is_endless_monitor(const Invocation& program) {
  return (program.name == "nvidia-smi" || program.name == "gpustat") && never_ends(program);
}

bool is_endless_tail(const Invocation& tail) {
  const auto has = [&tail](auto test) { return std::ranges::any_of(tail.args, test); };
  const bool follows = has([](const Word& word) {
    const std::string_view text = word.known_prefix();
    if (text.starts_with("--")) return text.starts_with("--follow");
    return text.starts_with('-') && text.find_first_of("fF") != std::string_view::npos;
  });
  return follows && has([](const Word& word) { return word.is("/dev/null"); });
}

// How long a command only waits; nothing for a command that does something, or waits for something.
std::optional<double> idle_seconds(const Command& command) {
  const Invocation& last = command.last();
  if (last.name == "sleep") return sleep_seconds(last);
  if (last.name == "tail" && is_endless_tail(last)) return kForever;
  if (is_endless_monitor(last) && !command.context.background) return kForever;
  return takes_code(last.name) ? sleep_of_code(last) : std::nullopt;
}

// `docker run -d image sleep infinity` keeps a container open for `docker exec`, and so does a run behind `&`.
bool keeps_container_open(const Job& job, const Command& command) {
  const bool detached = command.context.background;
  const bool here = std::ranges::any_of(command.chain, [detached](const Invocation& invocation) {
    const auto container = container_call(invocation);
    return container && container->runtime != Runtime::Apptainer &&
           (detached || container->uncertain || std::ranges::any_of(container->options, [](const Word* word) {
              return !word->known() || word->text == "-d" || word->text == "--detach" || word->text == "-dit" ||
                     word->text == "-itd";
            }));
  });
  return here || (command.outer && keeps_container_open(job, job.script.commands[*command.outer]));
}

// A plain `wait` in between: whatever was started before it has ended.
bool waits_for_all(const Task& task) {
  const Context& context = task.command->context;
  return task.command->last().name == "wait" && task.command->last().args.empty() && !context.conditional &&
         !context.background && !context.loop && !context.function && !context.subshell;
}

// Something was started that goes on while the script sleeps: the sleep is its time box.
bool works_meanwhile(const std::vector<Task>& tasks, std::uint32_t before) {
  const auto is_before = [before](const Task& task) { return task.command->span.begin < before; };
  std::uint32_t after = 0;
  for (const Task& task : tasks) {
    if (is_before(task) && waits_for_all(task)) after = std::max(after, task.command->span.begin);
  }
  return std::ranges::any_of(tasks, [&](const Task& task) {
    return is_before(task) && task.command->span.begin >= after && task.command->context.background &&
           (task.work == Work::Compute || task.work == Work::Unknown);
  });
}

struct Idling {
  Span span;
  double seconds = 0;
  const Command* command = nullptr;
};

// `while sleep 60; do ...` goes on as long as sleep succeeds.
bool is_endless(const Loop& loop, const std::vector<Task>& tasks) {
  return loop.endless || std::ranges::any_of(tasks, [&loop](const Task& task) {
           return task.command->last().name == "sleep" && task.command->context.condition &&
                  loop.span.contains(task.command->span) && task.command->span.end <= loop.body.begin;
         });
}

// The first endless loop in the foreground in which nothing but waiting and looking happens.
std::optional<Idling> idle_loop(const Job& job, const std::vector<Task>& tasks) {
  for (const Loop& loop : job.script.loops) {
    if (loop.has_exit || loop.background || !is_endless(loop, tasks)) continue;
    const Task* first = nullptr;
    const Task* sleep = nullptr;
    bool idle = true;
    for (const Task& task : tasks) {
      if (!loop.span.contains(task.command->span)) continue;
      if (first == nullptr) first = &task;
      if (sleep == nullptr && task.command->last().name == "sleep") sleep = &task;
      idle = idle && (task.work == Work::Housekeeping || task.work == Work::Wait) && !task.command->context.background;
    }
    if (!idle || first == nullptr || works_meanwhile(tasks, loop.span.begin)) continue;
    const Task& shown = sleep != nullptr ? *sleep : *first;
    const Span head{loop.span.begin, std::max(loop.span.begin, loop.body.begin)};
    return Idling{.span = head, .seconds = kForever, .command = shown.command};
  }
  return std::nullopt;
}

// `sleep infinity & wait` waits as well.
bool is_waited_for(const std::vector<Task>& tasks, const Command& command) {
  return std::ranges::any_of(tasks, [&command](const Task& task) {
    return task.command->span.begin > command.span.begin && task.command->last().name == "wait";
  });
}

bool is_long(const Job& job, double seconds) {
  if (seconds == kForever) return true;
  if (job.has_gpu()) return seconds >= kLongWithGpu;
  if (seconds < kLongWithoutGpu) return false;
  return std::ranges::all_of(job.request.components, [seconds](const Component& part) {
    return part.time.known() && !part.time.value().is_unlimited && part.time.value().count * 60.0 <= seconds;
  });
}

std::optional<Idling> long_sleep(const Job& job, const std::vector<Task>& tasks) {
  for (const Task& task : tasks) {
    const Command& command = *task.command;
    auto seconds = idle_seconds(command);
    const auto bound = seconds ? bound_of(command) : std::nullopt;
    if (bound) seconds = std::min(*seconds == kForever ? *bound : *seconds, *bound);
    if (!seconds || !is_long(job, *seconds)) continue;
    const Context& context = command.context;
    if (context.conditional || context.substitution || (context.pipeline && !context.pipeline_last)) continue;
    if (context.loop && innermost_loop(job.script, command.span) != nullptr && *seconds != kForever) continue;
    const Call call{.command = &command, .position = command.chain.size() - 1};
    if ((!bound && job.runs_inside(call, kBounding)) || keeps_container_open(job, command)) continue;
    if (context.background && !is_waited_for(tasks, command)) continue;
    if (works_meanwhile(tasks, command.span.begin)) continue;
    return Idling{.span = command.last().span, .seconds = *seconds, .command = &command};
  }
  return std::nullopt;
}

// `10000` seconds are "2 hours 46 minutes".
std::string duration(double seconds) {
  const auto minutes = static_cast<std::uint64_t>(seconds / 60);
  const auto with_rest = [](std::uint64_t whole, std::string_view unit, std::uint64_t rest, std::string_view smaller) {
    return rest == 0 ? concat(whole, unit)
                     : concat(whole, unit, " ", rest, rest == 1 ? smaller.substr(0, smaller.size() - 1) : smaller);
  };
  if (minutes < 2 * 60) return concat(minutes, " minutes");
  const std::uint64_t hours = minutes / 60;
  if (hours < 2 * 24) return with_rest(hours, " hours", minutes % 60, "minutes");
  return with_rest(hours / 24, " days", hours % 24, "hours");
}

// Silent for loops with an exit, short pauses, and sleeps while something else of the job is at work.
void idle_allocation(const Job& job, Report& report) {
  const bool may_idle = std::ranges::any_of(job.script.commands, [](const Command& command) {
    const Invocation& last = command.last();
    return last.name == "sleep" || last.name == "tail" || takes_code(last.name) || is_endless_monitor(last);
  });
  if (!is_job_for_certain(job) || (!may_idle && job.script.loops.empty())) return;
  // A server that waits for somebody is SB602's, and the sleep that keeps it open belongs to it.
  if (std::ranges::any_of(job.calls(), [](const Call& call) { return server_call(call).has_value(); })) return;
  const std::vector<Task>& tasks = sbatchlint::tasks(job);
  std::optional<Idling> found = long_sleep(job, tasks);
  if (!found) found = idle_loop(job, tasks);
  if (!found) return;

  const bool gpu = job.has_gpu();
  const auto add = [&](auto&&... message) -> Finding { return report.at(found->span, message...); };
  const std::string_view what = gpu ? "its GPUs" : "its nodes";
  Finding finding = found->seconds == kForever
                        ? add("the job does nothing from here on and keeps {} until its time limit", what)
                        : add("the job sleeps for {} and keeps {}", duration(found->seconds), what);
  finding.help("let the job end when its work is done; an allocation cannot be kept for later")
      .confidence(certainty(*found->command));
  if (gpu) finding.level(Level::Error);
}

}  // namespace

extern constinit const Rule SB604_idle_allocation{
    .code = "SB604",
    .name = "idle-allocation",
    .group = Group::Use,
    .stage = Stage::Script,
    .level = Level::Warning,
    .check = idle_allocation,
};

}  // namespace sbatchlint::rules
