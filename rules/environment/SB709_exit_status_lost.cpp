// SB709 exit-status-lost. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/shebang.h"
#include "job/work.h"
#include "lint/report.h"
#include "lint/rule.h"

#include <algorithm>
#include <string_view>

namespace sbatchlint::rules {
namespace {

// `set -e`, `set -o pipefail`, `set -euo pipefail`.
bool sets_option(const Job& job, char letter, std::string_view name) {
  return std::ranges::any_of(job.calls("set"), [letter, name](const Call& call) {
    return std::ranges::any_of(call.invocation().args, [letter, name](const Word& word) {
      const bool is_letters = word.text.starts_with('-') && word.text.find(letter) != std::string::npos;
      return word.unknown() || is_letters || word.is(name);
    });
  });
}

// Something else looks at the outcome: a trap, `exit $status`, a test of `$?`; or a command that cannot be known does.
bool outcome_is_looked_at(const Job& job) {
  if (!job.calls("").empty()) return true;
  return !job.calls("trap").empty() || !job.calls("exit").empty() ||
         job.source.bytes().find("$?") != std::string_view::npos;
}

bool is_plain(const Command& command) {
  const Context& context = command.context;
  return command.via == Via::Script && command.reachable && !context.function && !context.conditional &&
         !context.condition && !context.substitution && !context.background && !context.loop && !context.pipeline;
}

// The job's last command only speaks or tidies up, and real work stands above it.
void report_last_command(const Job& job, Report& report) {
  const Command* last = nullptr;
  const Command* worker = nullptr;
  for (const Command& command : job.script.commands) {
    if (!is_plain(command)) continue;
    if (work_of(job, command) == Work::Compute) worker = &command;
    last = &command;
  }
  if (worker == nullptr || worker == last || work_of(job, *last) != Work::Housekeeping) return;
  report
      .at(last->last().span, "the job ends with the exit status of `{}`, whatever became of `{}`", last->last().name,
          worker->last().name)
      .related(worker->span, "the work is done here")
      .help("begin the script with set -e, or end it with the work");
}

// `work | tee log`: the pipeline's status is tee's.
void report_pipelines(const Job& job, Report& report) {
  if (sets_option(job, '\0', "pipefail")) return;
  for (const Command& command : job.script.commands) {
    const Context& context = command.context;
    if (!context.pipeline || context.pipeline_last || context.substitution || context.condition) continue;
    if (context.background) continue;
    if (command.via != Via::Script || work_of(job, command) != Work::Compute) continue;
    report.at(command.last().span, "the pipeline hides the exit status of `{}`", command.last().name)
        .help("put set -eo pipefail above it");
  }
}

void exit_status_lost(const Job& job, Report& report) {
  if (!job.is_batch_script() || outcome_is_looked_at(job)) return;
  report_pipelines(job, report);
  if (shebang_asks_for(job.source, ShellMode::ExitOnError) || sets_option(job, 'e', "errexit")) return;
  report_last_command(job, report);
}

}  // namespace

extern constinit const Rule SB709_exit_status_lost{
    .code = "SB709",
    .name = "exit-status-lost",
    .group = Group::Environment,
    .stage = Stage::Script,
    .level = Level::Off,
    .fixes = Fixes::Never,
    .check = exit_status_lost,
};

}  // namespace sbatchlint::rules
