// SB711 special-variable-assigned. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/mentions.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "text/row_finder.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace sbatchlint::rules {
namespace {

enum class SpecialVariable : std::uint8_t {
  ReadOnly,  // the assignment fails
  Ignored,   // the assignment has no effect
  Counter,   // goes on counting from the value
  JobId,     // srun finds its job by it
  TaskIndex,
};

struct SpecialName {
  std::string_view name;
  SpecialVariable what;
};
// Bash's are those of its manual, "Shell Variables"; RANDOM is seeded and IFS set with reason.
constexpr auto kSpecialNames = std::to_array<SpecialName>({
    {"BASHOPTS", SpecialVariable::ReadOnly},
    {"BASHPID", SpecialVariable::Ignored},
    {"EUID", SpecialVariable::ReadOnly},
    {"FUNCNAME", SpecialVariable::Ignored},
    {"GROUPS", SpecialVariable::Ignored},
    {"PPID", SpecialVariable::ReadOnly},
    {"SECONDS", SpecialVariable::Counter},
    {"SHELLOPTS", SpecialVariable::ReadOnly},
    {"SLURM_ARRAY_TASK_ID", SpecialVariable::TaskIndex},
    {"SLURM_JOBID", SpecialVariable::JobId},
    {"SLURM_JOB_ID", SpecialVariable::JobId},
    {"UID", SpecialVariable::ReadOnly},
});
static_assert(std::ranges::is_sorted(kSpecialNames, {}, &SpecialName::name));
constexpr RowFinder kFindSpecialName(kSpecialNames, &SpecialName::name);

// `X=${X:-1}` keeps what is there; so does an assignment behind a test of it.
bool keeps_the_value(const Job& job, const Assignment& assignment) {
  const auto inside = [&](const VariableUse& use) {
    return use.name == assignment.name && assignment.span.contains(use.span);
  };
  if (std::ranges::any_of(job.script.variable_reads, inside)) return true;
  return std::ranges::any_of(job.script.variable_reads, [&](const VariableUse& use) {
    return use.name == assignment.name && use.span.begin < assignment.span.begin && is_tested(job, use);
  });
}

void report_assignment(const Job& job, const Assignment& assignment, SpecialVariable what, Report& report) {
  const Span place = {assignment.span.begin,
                      assignment.span.begin + static_cast<std::uint32_t>(assignment.name.size())};
  switch (what) {
    case SpecialVariable::ReadOnly:
      report.at(place, "`{}` is read-only in bash: the assignment fails", assignment.name).help("choose another name");
      return;
    case SpecialVariable::Ignored:
      report.at(place, "bash sets `{}` itself: the assignment has no effect", assignment.name)
          .help("choose another name");
      return;
    case SpecialVariable::Counter:
      if (!assignment.value.known() || assignment.value.text == "0" || assignment.value.text.empty()) return;
      report.at(place, "`{}` counts up from {}, a second each second", assignment.name, assignment.value.text)
          .help("choose another name");
      return;
    case SpecialVariable::JobId:
      report.at(place, "srun finds its job by `{}`, which is overwritten here", assignment.name)
          .help("choose another name");
      return;
    case SpecialVariable::TaskIndex:
      if (!job.request.components.front().array.known()) return;
      if (!assignment.value.known()) return;
      report.at(place, "all tasks of the array get the index {}", assignment.value.text)
          .help(concat("leave `", assignment.name, "` to Slurm"));
      return;
  }
}

// Only where every job comes by: a branch may be meant for a run without Slurm.
bool is_main_line(const Assignment& assignment) {
  const Context& context = assignment.context;
  return assignment.reachable && !context.conditional && !context.function && !context.substitution;
}

void special_variable_assigned(const Job& job, Report& report) {
  if (job.script.language != Language::Bash || job.directives.lines.empty()) return;
  for (const Assignment& assignment : job.script.assignments) {
    const SpecialName* const found = kFindSpecialName(assignment.name);
    if (found == nullptr) continue;
    if (job.script.is_text(assignment.span.begin) || !is_main_line(assignment)) continue;
    if (!keeps_the_value(job, assignment)) report_assignment(job, assignment, found->what, report);
  }
}

}  // namespace

extern constinit const Rule SB711_special_variable_assigned{
    .code = "SB711",
    .name = "special-variable-assigned",
    .group = Group::Environment,
    .stage = Stage::Script,
    .level = Level::Warning,
    .fixes = Fixes::Never,
    .check = special_variable_assigned,
};

}  // namespace sbatchlint::rules
