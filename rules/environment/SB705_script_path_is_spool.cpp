// SB705 script-path-is-spool. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/mentions.h"
#include "lint/report.h"
#include "lint/rule.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace sbatchlint::rules {
namespace {

// A script with one of these asks Slurm for the way, here or in the branch that matters.
constexpr auto kOtherWays = std::to_array<std::string_view>({"SLURM_SUBMIT_DIR", "scontrol", "squeue", "sacct"});

bool names_the_script(std::string_view written) {
  const auto holds = [written](std::string_view text) { return written.find(text) != std::string_view::npos; };
  return holds("$BASH_SOURCE") || holds("${BASH_SOURCE") || holds("${0") || holds("$0");
}

bool reads_own_path(const Job& job) {
  return std::ranges::any_of(job.script.variable_reads,
                             [](const VariableUse& use) { return use.name == "0" || use.name == "BASH_SOURCE"; });
}

// Variables that hold the script's own path: `SELF=$(readlink -f "$0")`.
std::vector<std::string> variables_with_own_path(const Job& job) {
  std::vector<std::string> names;
  for (const Assignment& assignment : job.script.assignments) {
    if (names_the_script(job.source.slice(assignment.span))) names.push_back(assignment.name);
  }
  return names;
}

bool reads_one_of(std::string_view written, const std::vector<std::string>& names) {
  return std::ranges::any_of(names, [written](const std::string& name) {
    const std::size_t at = written.find(name);
    return at != std::string_view::npos && at > 0 && (written[at - 1] == '$' || written[at - 1] == '{');
  });
}

// Silent under a condition: the script may be meant for a shell, too, and look at SLURM_JOB_ID first. A usage text is
// no path that is used.
bool is_used_for_certain(const Job& job, const Command& command) {
  return !command.context.conditional && !command.context.condition && !job.script.is_text(command.span.begin) &&
         (command.via == Via::Script || command.via == Via::Function);
}

// The path alone is harmless: `sbatch "$0"` submits the copy, `basename "$0"` names it. Its directory is the trap.
bool takes_directory(const Job& job, const Call& call, const Word& word, const std::vector<std::string>& own_path) {
  const std::string_view name = call.invocation().name;
  const std::string_view written = job.source.slice(word.span);
  if (name == "dirname") return names_the_script(written) || reads_one_of(written, own_path);
  if (name != "cd" && name != "source" && name != ".") return false;
  return names_the_script(written) && written.find("%/") != std::string_view::npos;
}

// By `echo`, or by a program that cannot be known.
bool is_printed(const Job& job, Span place) {
  return std::ranges::any_of(job.script.commands, [place](const Command& command) {
    const std::string_view name = command.last().name;
    return command.span.contains(place) && (name == "echo" || name == "printf" || name.empty());
  });
}

// `HERE=$(dirname "$0")` that nothing reads, or that is only printed.
// What is exported others may read.
bool is_never_used(const Job& job, const Command& command) {
  const auto holder = std::ranges::find_if(job.script.assignments,
                                           [&command](const Assignment& a) { return a.span.contains(command.span); });
  if (holder == job.script.assignments.end() || holder->exported) return false;
  return std::ranges::none_of(job.script.variable_reads, [&](const VariableUse& use) {
    return use.name == holder->name && !is_printed(job, use.span);
  });
}

// `echo "in $(dirname "$0")"`
bool is_printed_at_once(const Job& job, const Command& command) {
  return std::ranges::any_of(job.script.commands, [&command](const Command& other) {
    const std::string_view name = other.last().name;
    return &other != &command && other.span.contains(command.span) &&
           (name == "echo" || name == "printf" || name == "logger");
  });
}

void report_path(Report& report, Span place, std::string_view written) {
  report.at(place, "Slurm runs a copy of the script: the directory of `{}` is Slurm's own", written)
      .help("use SLURM_SUBMIT_DIR, or write the path out");
}

// `HERE=${0%/*}`
const Assignment* directory_by_expansion(const Job& job) {
  for (const Assignment& assignment : job.script.assignments) {
    const Context& context = assignment.context;
    const std::string_view written = job.source.slice(assignment.span);
    if (context.conditional || context.condition || job.script.is_text(assignment.span.begin)) continue;
    if (!names_the_script(written) || written.find("%/") == std::string_view::npos) continue;
    if (written.find("$(") != std::string_view::npos || is_never_run(job, assignment)) continue;
    const auto uses_it = [&](const VariableUse& use) {
      return use.name == assignment.name && !is_printed(job, use.span);
    };
    if (std::ranges::any_of(job.script.variable_reads, uses_it)) return &assignment;
  }
  return nullptr;
}

void script_path_is_spool(const Job& job, Report& report) {
  if (job.directives.lines.empty() || !reads_own_path(job) || mentions_any(job, kOtherWays)) return;
  if (const Assignment* const assignment = directory_by_expansion(job)) {
    return report_path(report, assignment->span, job.source.slice(assignment->value.span));
  }
  const std::vector<std::string> own_path = variables_with_own_path(job);
  for (const Call& call : job.calls()) {
    if (!is_used_for_certain(job, *call.command)) continue;
    for (const Word& word : call.invocation().args) {
      if (!takes_directory(job, call, word, own_path)) continue;
      if (is_never_used(job, *call.command) || is_printed_at_once(job, *call.command)) continue;
      report_path(report, word.span, job.source.slice(word.span));
      return;  // what is made of that path is the same fault
    }
  }
}

}  // namespace

extern constinit const Rule SB705_script_path_is_spool{
    .code = "SB705",
    .name = "script-path-is-spool",
    .group = Group::Environment,
    .stage = Stage::Script,
    .level = Level::Warning,
    .fixes = Fixes::Never,
    .check = script_path_is_spool,
};

}  // namespace sbatchlint::rules
