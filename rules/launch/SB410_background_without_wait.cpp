// SB410 background-without-wait. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/launchers.h"
#include "job/mentions.h"
#include "job/monitors.h"
#include "job/work.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"
#include "text/ascii.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sbatchlint::rules {
namespace {

// Ways to stay until the work is done, other than `wait`.
constexpr auto kOtherWaits = std::to_array<std::string_view>({"/proc/", "inotifywait", "kill -0", "tail --pid"});

// Takes time for all we know: real work, a sleep, a monitor, another script.
bool takes_time(const Job& job, const Task& task) {
  return task.work != Work::Housekeeping || hides_commands(*task.command) || never_ends(job, *task.command);
}

// Text of its own process (`bash -c '...'`) is over when that process is; a function's body is the script's own.
bool runs_in_script_shell(const Command& command) {
  return command.via == Via::Script || command.via == Via::Function || command.via == Via::Eval;
}

bool is_word_character(char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-' || c == '.' || c == '/'; }

// The word stands in what is printed, or is a `wait` of the script that is over when the work begins.
bool is_idle_word(const Job& job, std::uint32_t place, const Command& work) {
  return std::ranges::any_of(job.script.commands, [&](const Command& command) {
    if (!command.span.contains(place)) return false;
    const std::string_view name = command.last().name;
    if (name == "echo" || name == "printf") return true;
    return name == "wait" && command.via == Via::Script && command.order < work.order && !command.context.function;
  });
}

// The word `wait` stands where it may be the script's waiting for this work.
bool may_wait_for(const Job& job, const Command& work) {
  constexpr std::string_view kWait = "wait";
  const std::string_view bytes = job.source.bytes();
  for (std::size_t at = bytes.find(kWait); at != std::string_view::npos; at = bytes.find(kWait, at + kWait.size())) {
    const std::size_t end = at + kWait.size();
    const bool begins = at == 0 || !is_word_character(bytes[at - 1]);
    const bool ends = end == bytes.size() || !is_word_character(bytes[end]);
    if (begins && ends && !in_comment_line(job, at) && !is_idle_word(job, static_cast<std::uint32_t>(at), work))
      return true;
  }
  return false;
}

// `a | b &` is in the background as a whole; in `{ a & } | b` the pipeline waits for a, which holds its input open. So
// a pipeline that ends in the foreground later on may be the one around it.
bool is_held_by_pipeline(const Job& job, const Command& command) {
  if (!command.context.pipeline) return false;
  const std::vector<Command>& all = job.script.commands;
  return std::any_of(all.begin() + (&command - all.data()), all.end(),
                     [](const Command& c) { return c.context.pipeline_last && !c.context.background; });
}

bool is_certain(const Job& job, const Command& command) {
  const Context& context = command.context;
  return !context.condition && !context.substitution && command.reachable && !command.chain.front().name.empty() &&
         !is_held_by_pipeline(job, command);
}

// What stands behind the `&` of this command, or of what it is part of; null where that is not certain.
const Command* in_background(const Job& job, const Command& command) {
  const Command* found = nullptr;
  for (const Command* at = &command; at != nullptr; at = at->outer ? &job.script.commands[*at->outer] : nullptr) {
    if (!is_certain(job, *at)) return nullptr;
    if (!runs_in_script_shell(*at)) {
      found = nullptr;
    } else if (found == nullptr && at->context.background) {
      found = at;
    }
  }
  return found;
}

// The last thing that takes time, if it is in the background and nothing after it stays: the job ends while it runs.
const Command* last_work_in_background(const Job& job) {
  const Command* last = nullptr;
  std::uint32_t order = 0;
  for (const Task& task : tasks(job)) {
    // The body of a function stands above its call.
    if (task.command->order < order || !takes_time(job, task)) continue;
    last = in_background(job, *task.command);
    order = task.command->order;
  }
  return last;
}

// An `&` stands on the rest of the line.
bool is_followed_by_ampersand(const Job& job, std::uint32_t end) {
  const Span line = job.source.line_span(job.source.line_of(end));
  return job.source.slice({end, line.end}).find('&') != std::string_view::npos;
}

// Below the line of the command, or of the loop that starts it. Of a group in the background nothing is known but its
// commands: a `wait` below the last one would stand inside.
std::optional<Edit> wait_below(const Job& job, const Command& command) {
  if (command.context.function || command.context.subshell) return {};
  std::uint32_t end = command.span.end;
  const bool own = is_followed_by_ampersand(job, end);
  for (const Loop& loop : job.script.loops) {
    if (loop.span.contains(command.span)) end = std::max(end, loop.span.end);
  }
  if (!own && !is_followed_by_ampersand(job, end)) return {};
  const Span line = job.source.full_line_span(job.source.line_of(end));
  const bool has_newline = job.source.slice({line.end - 1, line.end}) == "\n";
  return Edit{.span = {line.end, line.end}, .text = has_newline ? "wait\n" : "\nwait\n"};
}

// A server or a monitor that the script ends itself has done its work by then.
bool kills_something(const Job& job) {
  constexpr auto kKillers = std::to_array<std::string_view>({"kill", "killall", "pkill", "scancel"});
  return std::ranges::any_of(kKillers, [&job](std::string_view name) { return !job.calls(name).empty(); });
}

void background_without_wait(const Job& job, Report& report) {
  if (!job.is_batch_script() || job.directives.lines.empty()) return;
  const auto is_in_background = [](const Command& command) { return command.context.background; };
  if (std::ranges::none_of(job.script.commands, is_in_background)) return;
  const Command* const command = last_work_in_background(job);
  if (command == nullptr || may_wait_for(job, *command) || mentions_any(job, kOtherWaits) || kills_something(job) ||
      !job.calls("fg").empty())
    return;
  Finding finding = report.at(command->span, "the job ends while `{}` runs in the background, and ends it",
                              command->chain.front().name);
  finding.help("put `wait` behind it, or leave out the `&`").confidence(certainty(*command));
  if (const std::optional<Edit> edit = wait_below(job, *command)) {
    finding.fix({.title = "Wait for it", .safety = Safety::Unsafe, .edits = {*edit}});
  }
}

}  // namespace

extern constinit const Rule SB410_background_without_wait{
    .code = "SB410",
    .name = "background-without-wait",
    .group = Group::Launch,
    .stage = Stage::Script,
    .kind = RuleKind::Absence,
    .level = Level::Error,
    .fixes = Fixes::Sometimes,
    .check = background_without_wait,
};

}  // namespace sbatchlint::rules
