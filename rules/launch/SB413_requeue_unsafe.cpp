// SB413 requeue-unsafe. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/mentions.h"
#include "job/work.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "text/ascii.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace sbatchlint::rules {
namespace {

// What is there to be thrown away.
constexpr auto kThrowAway = std::to_array<std::string_view>({"cache", "lock", "pycache", "scratch", "temp", "tmp"});

bool is_thrown_away(std::string_view path) {
  std::string lower(path);
  std::ranges::transform(lower, lower.begin(), to_lower);
  return std::ranges::any_of(kThrowAway, [&lower](std::string_view w) { return lower.find(w) != std::string::npos; });
}

// A path as it is written, without quotes and what stands for everything below it.
std::string_view bare_path(std::string_view written) {
  while (!written.empty() && (written.front() == '"' || written.front() == '\'')) written.remove_prefix(1);
  while (!written.empty() && std::string_view("\"'/*").find(written.back()) != std::string_view::npos)
    written.remove_suffix(1);
  return written;
}

bool removes_trees(const Invocation& rm) {
  return std::ranges::any_of(rm.args, [](const Word& word) {
    return word.text.starts_with("-") && word.text.find_first_of("rR") != std::string::npos;
  });
}

bool is_unconditional(const Command& command) {
  const Context& context = command.context;
  return command.via == Via::Script && !context.conditional && !context.condition && !context.function &&
         !context.substitution && !context.loop && command.reachable;
}

// The first work after `from` that is told of the path.
const Command* user_of(const Job& job, std::string_view path, std::uint32_t from) {
  for (const Task& task : tasks(job)) {
    if (task.command->span.begin < from || (task.work != Work::Compute && task.work != Work::Unknown)) continue;
    if (job.source.slice(task.command->span).find(path) != std::string_view::npos) return task.command;
  }
  return nullptr;
}

bool works_before(const Job& job, std::uint32_t before) {
  return std::ranges::any_of(tasks(job), [before](const Task& task) {
    return task.command->span.begin < before && task.work == Work::Compute;
  });
}

// Silent in a script that looks at SLURM_RESTART_COUNT: it knows of its second life.
void requeue_unsafe(const Job& job, Report& report) {
  const OptionUse* const requeue = job.request.components.front().effective("requeue");
  if (requeue == nullptr || mentions(job, "SLURM_RESTART_COUNT")) return;
  for (const Call& call : job.calls("rm")) {
    if (!is_unconditional(*call.command) || !removes_trees(call.invocation())) continue;
    if (works_before(job, call.command->span.begin)) return;
    for (const Word& word : call.invocation().args) {
      const std::string_view path = bare_path(job.source.slice(word.span));
      if (path.size() < 3 || path.starts_with('-') || is_thrown_away(path)) continue;
      const Command* const user = user_of(job, path, call.command->span.end);
      if (user == nullptr) continue;
      report.at(word.span, "a requeued job starts here again, and removes what it had written to `{}`", path)
          .related(user->span, "the work writes there")
          .help("remove it only where SLURM_RESTART_COUNT is 0, or do without --requeue");
      return;
    }
  }
}

}  // namespace

extern constinit const Rule SB413_requeue_unsafe{
    .code = "SB413",
    .name = "requeue-unsafe",
    .group = Group::Launch,
    .stage = Stage::Script,
    .level = Level::Note,
    .fixes = Fixes::Never,
    .check = requeue_unsafe,
};

}  // namespace sbatchlint::rules
