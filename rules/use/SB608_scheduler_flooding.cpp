// SB608 scheduler-flooding. Why, and examples: the page beside this file.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "job/job.h"
#include "job/mentions.h"
#include "job/waiting.h"
#include "job/work.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"
#include "text/ascii.h"

namespace sbatchlint::rules {
namespace {

// Slurm's own squeue --iterate examples use a minute; half of it is what sites still call polite.
constexpr double kPoliteSeconds = 30;

constexpr std::string_view kQueueQuestions[] = {"sacct", "scontrol", "sinfo", "squeue", "sstat"};
constexpr std::string_view kChainWords[] = {"--dependency", "afterany", "afterok"};
constexpr std::string_view kRepeaters[] = {"find", "parallel", "xargs"};

enum class Pause : std::uint8_t { None, Short, Polite };

// How long a loop sleeps in each round. A length that cannot be known is polite.
Pause pause_in(const std::vector<Call>& calls, const Loop& loop) {
  Pause pause = Pause::None;
  for (const Call& call : calls) {
    if (call.invocation().name != "sleep" || !loop.span.contains(call.command->span)) continue;
    const auto seconds = sleep_seconds(call.invocation());
    if (!seconds || *seconds >= kPoliteSeconds) return Pause::Polite;
    pause = Pause::Short;
  }
  return pause;
}

// What a directive may differ in from job to job without asking for other resources.
bool is_mere_name(std::string_view option) {
  constexpr std::string_view kNames[] = {"-D",      "--chdir",  "-J", "--job-name", "-e",
                                         "--error", "--export", "-o", "--output",   "--comment"};
  return std::ranges::any_of(kNames, [option](std::string_view name) {
    if (!option.starts_with(name)) return false;
    return option.size() == name.size() || !is_letter(option[name.size()]);
  });
}

// A `#SBATCH` line that makes an array of the job, chains it to another, or asks for what differs from job to job.
bool is_of_its_own(std::string_view directive) {
  directive.remove_prefix(std::min(directive.find_first_not_of(" \t", sizeof("#SBATCH") - 1), directive.size()));
  const auto says = [directive](std::string_view option) { return directive.starts_with(option); };
  if (says("--array") || says("-a") || says("--dependency") || says("-d")) return true;
  return directive.find('$') != std::string_view::npos && !is_mere_name(directive);
}

// The job scripts that the loop writes or submits could not become one array.
bool submits_unlike_jobs(const Job& job, const Loop& loop) {
  // `echo "#SBATCH --partition=gpu" >> job.sh`: line by line, under conditions that differ.
  const std::string_view written = job.source.slice(loop.span);
  if (written.find("\"#SBATCH") != std::string_view::npos || written.find("'#SBATCH") != std::string_view::npos)
    return true;
  return std::ranges::any_of(job.script.nested, [&](const NestedScript& nested) {
    if (!loop.span.contains(job.script.commands[nested.command].span)) return false;
    const std::string_view text = nested.text;
    for (std::size_t at = text.find("#SBATCH"); at != std::string_view::npos; at = text.find("#SBATCH", at + 1)) {
      const bool column_one = at == 0 || text[at - 1] == '\n';
      if (column_one && is_of_its_own(text.substr(at, text.find('\n', at) - at))) return true;
    }
    return false;
  });
}

// `id=$(sbatch ...)` in a script that speaks of dependencies: a pipeline of jobs that wait for one another.
bool is_link_of_a_chain(const Job& job, const Command& command) {
  return command.context.substitution && mentions_any(job, kChainWords);
}

// A chain of jobs that wait for one another cannot be an array.
bool submits_at_once(const Command& command, const Invocation& sbatch) {
  // `sbatch $AFTER job.sh`, `sbatch $AFTER <<EOF`: the unknown word may be that dependency.
  const bool names_script = std::ranges::any_of(sbatch.args, [](const Word& word) {
    return word.known() && !word.text.starts_with('-') && word.text.find('.') != std::string::npos;
  });
  const bool reads_script = !names_script && (command.context.pipeline || !command.redirects.empty());
  const auto last_known =
      std::find_if(sbatch.args.rbegin(), sbatch.args.rend(), [](const Word& w) { return w.known(); });
  const auto known_end = reads_script ? sbatch.args.end() : last_known.base();
  if (std::any_of(sbatch.args.begin(), known_end, [](const Word& w) { return w.unknown(); })) return false;
  return std::ranges::none_of(sbatch.args, [](const Word& word) {
    const std::string_view text = word.known_prefix();
    return text.starts_with("--dependency") || text.starts_with("-d") || word.is("--wait") || word.is("-W") ||
           word.is("--test-only") || word.is("--version") || word.is("--help");
  });
}

// Also the loop that calls the function the command stands in.
const Loop* loop_around(const Job& job, const Command& command) {
  const Loop* const loop = innermost_loop(job.script, command.span);
  if (loop != nullptr || command.via != Via::Function || !command.outer) return loop;
  return loop_around(job, job.script.commands[*command.outer]);
}

// sbatch for each round of a loop, or for each line of xargs. A retry (`until sbatch job.sh`) is no flood.
bool submits_many(const Job& job, const std::vector<Call>& calls, const Call& call) {
  if (call.invocation().name != "sbatch" || !submits_at_once(*call.command, call.invocation())) return false;
  if (job.runs_inside(call, kRepeaters)) return true;
  if (call.command->context.condition) return false;
  const Loop* loop = loop_around(job, *call.command);
  if (loop == nullptr || (loop->endless && loop->has_exit)) return false;
  if (is_link_of_a_chain(job, *call.command) || submits_unlike_jobs(job, *loop)) return false;
  return pause_in(calls, *loop) != Pause::Polite;
}

bool asks_the_queue(const Invocation& invocation) {
  if (std::ranges::find(kQueueQuestions, invocation.name) == std::end(kQueueQuestions)) return false;
  return invocation.name != "scontrol" ||
         (!invocation.args.empty() && invocation.args.front().is("show") && invocation.args.size() > 1 &&
          !invocation.args[1].text.starts_with("hostname"));
}

// The loop does more than ask and wait: it goes through the job's work.
bool works_in(const Job& job, const Loop& loop) {
  return std::ranges::any_of(tasks(job), [&loop](const Task& task) {
    return loop.span.contains(task.command->span) && (task.work == Work::Compute || task.work == Work::Unknown);
  });
}

// In the condition of a loop, or in a loop that sleeps: it asks until the answer changes. `while read` goes through a
// list.
bool polls_tightly(const Job& job, const std::vector<Call>& calls, const Call& call) {
  if (!asks_the_queue(call.invocation())) return false;
  const Loop* loop = innermost_loop(job.script, call.command->span);
  if (loop == nullptr || loop->background || works_in(job, *loop)) return false;
  switch (pause_in(calls, *loop)) {
    case Pause::Polite: return false;
    case Pause::Short: return true;
    case Pause::None: break;
  }
  return loop->endless || call.command->span.end <= loop->body.begin;
}

// `watch squeue` asks every two seconds unless told otherwise; `squeue -i 5` as it says.
bool watches_tightly(const Call& call) {
  const auto& args = call.invocation().args;
  const bool watch = call.invocation().name == "watch";
  if (!watch && call.invocation().name != "squeue") return false;
  if (watch &&
      (call.position + 1 >= call.command->chain.size() || !asks_the_queue(call.command->chain[call.position + 1]))) {
    return false;
  }
  for (std::size_t at = 0; at < args.size(); ++at) {
    std::string_view text = args[at].text;
    if (!args[at].known()) return false;
    const std::string_view long_form = watch ? "--interval" : "--iterate";
    const std::string_view short_form = watch ? "-n" : "-i";
    if (text.starts_with(long_form)) {
      text.remove_prefix(long_form.size());
      if (text.starts_with('=')) text.remove_prefix(1);
    } else if (text.starts_with(short_form)) {
      text.remove_prefix(short_form.size());
    } else {
      continue;
    }
    if (text.empty() && at + 1 < args.size()) text = args[at + 1].text;
    const auto seconds = duration_seconds(text);
    return seconds && *seconds < kPoliteSeconds;
  }
  return watch;
}

bool concerns_the_scheduler(const Invocation& invocation) {
  return invocation.name == "sbatch" || invocation.name == "watch" || asks_the_queue(invocation);
}

// One finding a loop. Silent for retries, and for loops that sleep half a minute or an unknown time.
void scheduler_flooding(const Job& job, Report& report) {
  const std::vector<Call>& calls = job.calls();
  const Command* reported = nullptr;
  const Loop* flooded = nullptr;
  for (const Call& call : calls) {
    if (!concerns_the_scheduler(call.invocation())) continue;
    const Loop* loop = innermost_loop(job.script, call.command->span);
    if (call.command == reported || (loop != nullptr && loop == flooded)) continue;
    const std::string_view name = call.invocation().name;
    if (submits_many(job, calls, call)) {
      report.at(call.invocation().program.span, "`{}` in a loop: each job is scheduled on its own", name)
          .help("where only their input differs, submit one job array: `sbatch --array=0-99%10 job.sh`")
          .confidence(certainty(*call.command));
    } else if (watches_tightly(call) || polls_tightly(job, calls, call)) {
      report.at(call.invocation().program.span, "`{}` again and again: every call takes a lock of the scheduler", name)
          .help("ask once a minute at most, or let Slurm wait: `sbatch --wait`, `--dependency=afterok:ID`")
          .confidence(certainty(*call.command));
    } else {
      continue;
    }
    reported = call.command;
    flooded = loop;
  }
}

}  // namespace

extern constinit const Rule SB608_scheduler_flooding{
    .code = "SB608",
    .name = "scheduler-flooding",
    .group = Group::Use,
    .stage = Stage::Script,
    .level = Level::Note,
    .check = scheduler_flooding,
};

}  // namespace sbatchlint::rules
