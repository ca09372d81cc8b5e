// SB710 foreign-variable. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/mentions.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "text/row_finder.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

namespace sbatchlint::rules {
namespace {

struct ForeignVariable {
  std::string_view name;
  std::string_view scheduler;
  std::string_view slurm;  // says the same under Slurm; empty where nothing quite does
};

// Names that other programs use, too (JOB_ID, TMPDIR, QUEUE), are left out.
constexpr auto kForeignVariables = std::to_array<ForeignVariable>({
    {"COBALT_JOBID", "Cobalt", "SLURM_JOB_ID"},
    {"COBALT_JOBSIZE", "Cobalt", "SLURM_JOB_NUM_NODES"},
    {"COBALT_NODEFILE", "Cobalt", ""},
    {"LSB_DJOB_HOSTFILE", "LSF", ""},
    {"LSB_DJOB_NUMPROC", "LSF", "SLURM_NTASKS"},
    {"LSB_HOSTS", "LSF", ""},
    {"LSB_JOBID", "LSF", "SLURM_JOB_ID"},
    {"LSB_JOBINDEX", "LSF", "SLURM_ARRAY_TASK_ID"},
    {"LSB_JOBNAME", "LSF", "SLURM_JOB_NAME"},
    {"LSB_MAX_NUM_PROCESSORS", "LSF", "SLURM_NTASKS"},
    {"LSB_MCPU_HOSTS", "LSF", ""},
    {"LSB_QUEUE", "LSF", "SLURM_JOB_PARTITION"},
    {"LS_SUBCWD", "LSF", "SLURM_SUBMIT_DIR"},
    {"NSLOTS", "Grid Engine", ""},
    {"OAR_JOB_ID", "OAR", "SLURM_JOB_ID"},
    {"OAR_NODEFILE", "OAR", ""},
    {"OAR_NODE_FILE", "OAR", ""},
    {"PBS_ARRAYID", "PBS", "SLURM_ARRAY_TASK_ID"},
    {"PBS_ARRAY_INDEX", "PBS", "SLURM_ARRAY_TASK_ID"},
    {"PBS_JOBID", "PBS", "SLURM_JOB_ID"},
    {"PBS_JOBNAME", "PBS", "SLURM_JOB_NAME"},
    {"PBS_NODEFILE", "PBS", ""},
    {"PBS_NP", "PBS", "SLURM_NTASKS"},
    {"PBS_NUM_NODES", "PBS", "SLURM_JOB_NUM_NODES"},
    {"PBS_NUM_PPN", "PBS", ""},
    {"PBS_O_HOME", "PBS", ""},
    {"PBS_O_HOST", "PBS", "SLURM_SUBMIT_HOST"},
    {"PBS_O_LOGNAME", "PBS", "SLURM_JOB_USER"},
    {"PBS_O_PATH", "PBS", ""},
    {"PBS_O_QUEUE", "PBS", "SLURM_JOB_PARTITION"},
    {"PBS_O_WORKDIR", "PBS", "SLURM_SUBMIT_DIR"},
    {"PBS_QUEUE", "PBS", "SLURM_JOB_PARTITION"},
    {"PBS_TASKNUM", "PBS", ""},
    {"PE_HOSTFILE", "Grid Engine", ""},
    {"SGE_O_WORKDIR", "Grid Engine", "SLURM_SUBMIT_DIR"},
    {"SGE_TASK_FIRST", "Grid Engine", "SLURM_ARRAY_TASK_MIN"},
    {"SGE_TASK_ID", "Grid Engine", "SLURM_ARRAY_TASK_ID"},
    {"SGE_TASK_LAST", "Grid Engine", "SLURM_ARRAY_TASK_MAX"},
});
static_assert(std::ranges::is_sorted(kForeignVariables, {}, &ForeignVariable::name));
constexpr RowFinder kFindForeign(kForeignVariables, &ForeignVariable::name);

// `read NAME`, `printf -v NAME`
bool is_read_or_printed_into(const Job& job, std::string_view name) {
  return std::ranges::any_of(job.calls(), [name](const Call& call) {
    const std::string_view program = call.invocation().name;
    if (program != "read" && program != "printf" && program != "mapfile") return false;
    return std::ranges::any_of(call.invocation().args, [name](const Word& word) { return word.is(name); });
  });
}

bool is_set_here(const Job& job, std::string_view name) {
  const auto is_it = [name](const Assignment& a) { return a.name == name; };
  if (std::ranges::any_of(job.script.assignments, is_it) || is_read_or_printed_into(job, name)) return true;
  // The variable of a loop is none of the assignments.
  const std::string loop = concat("for ", name, " ");
  if (job.source.bytes().find(loop) != std::string_view::npos) return true;
  return std::ranges::any_of(job.script.commands,
                             [&](const Command& c) { return std::ranges::any_of(c.assignments, is_it); });
}

// `${SLURM_SUBMIT_DIR:-$PBS_O_WORKDIR}`: it is what remains when another variable is not set.
bool is_fallback(const Job& job, const VariableUse& use) {
  return std::ranges::any_of(job.script.variable_reads, [&](const VariableUse& other) {
    if (other.span == use.span || !other.span.contains(use.span)) return false;
    // `${files[$SGE_TASK_ID]}` reads it, too.
    return job.source.slice({other.span.begin, use.span.begin}).find('[') == std::string_view::npos;
  });
}

// `${PBS_JOBID:-…}` and kin say themselves what happens when it is unset; so does a branch that tests for it.
bool has_fallback(const Job& job, const VariableUse& use) {
  const std::string_view written = job.source.slice(use.span);
  if (written.find_first_of(":-+?") != std::string_view::npos) return true;
  if (is_fallback(job, use) || is_tested(job, use)) return true;
  const auto stands_in_branch = [&use](const auto& statement) {
    return statement.span.contains(use.span) && statement.context.conditional;
  };
  return std::ranges::any_of(job.script.commands, stands_in_branch) ||
         std::ranges::any_of(job.script.assignments, stands_in_branch);
}

// Behind an `exit`.
bool is_never_read(const Job& job, const VariableUse& use) {
  return std::ranges::any_of(job.script.commands, [&use](const Command& command) {
    return command.span.contains(use.span) && !command.reachable;
  });
}

bool is_only_printed(const Job& job, const VariableUse& use) {
  return std::ranges::any_of(job.script.commands, [&use](const Command& command) {
    const std::string_view name = command.last().name;
    return command.span.contains(use.span) && (name == "echo" || name == "printf");
  });
}

// A script that tests for one variable of a scheduler is meant for that one, too: it knows what it does.
bool serves_scheduler(const Job& job, std::string_view scheduler) {
  return std::ranges::any_of(job.script.variable_reads, [&](const VariableUse& use) {
    const ForeignVariable* const foreign = kFindForeign(use.name);
    return foreign != nullptr && foreign->scheduler == scheduler && has_fallback(job, use);
  });
}

Fix use_slurm_name(const Job& job, const VariableUse& use, const ForeignVariable& foreign) {
  const std::size_t at = job.source.slice(use.span).find(foreign.name);
  const auto begin = use.span.begin + static_cast<std::uint32_t>(at);
  const Span name = {begin, begin + static_cast<std::uint32_t>(foreign.name.size())};
  return {.title = concat("Read ", foreign.slurm),
          .safety = Safety::Safe,
          .edits = {{.span = name, .text = std::string(foreign.slurm)}}};
}

void foreign_variable(const Job& job, Report& report) {
  if (job.directives.lines.empty()) return;
  for (const VariableUse& use : job.script.variable_reads) {
    const ForeignVariable* const foreign = kFindForeign(use.name);
    if (foreign == nullptr || job.script.is_text(use.span.begin) || is_set_here(job, use.name)) continue;
    if (serves_scheduler(job, foreign->scheduler) || is_never_read(job, use)) continue;
    Finding finding =
        report.at(use.span, "`{}` is a variable of {}: Slurm does not set it", foreign->name, foreign->scheduler);
    if (is_only_printed(job, use)) finding.level(Level::Note);
    if (foreign->slurm.empty()) continue;
    finding.help(concat("Slurm's name for it is ", foreign->slurm));
    if (job.source.slice(use.span).find(foreign->name) != std::string_view::npos) {
      finding.fix(use_slurm_name(job, use, *foreign));
    }
  }
}

}  // namespace

extern constinit const Rule SB710_foreign_variable{
    .code = "SB710",
    .name = "foreign-variable",
    .group = Group::Environment,
    .stage = Stage::Script,
    .level = Level::Warning,
    .fixes = Fixes::Sometimes,
    .check = foreign_variable,
};

}  // namespace sbatchlint::rules
