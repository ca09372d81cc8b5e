// SB507 build-without-tmpdir. Why, and examples: the page beside this file.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "job/containers.h"
#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

namespace sbatchlint::rules {
namespace {

// Files that are read may set the variable.
bool reads_other_files(const Job& job) {
  return !job.calls("source").empty() || !job.calls(".").empty() || !job.calls("module").empty() ||
         !job.calls("ml").empty();
}

// `SINGULARITY_TMPDIR` and `APPTAINER_TMPDIR` mean the same to either program.
std::string_view tail_of(std::string_view variable) {
  const std::size_t dash = variable.find('_');
  if (dash == std::string_view::npos) return variable;
  const std::string_view program = variable.substr(0, dash);
  return program == "SINGULARITY" || program == "APPTAINER" ? variable.substr(dash) : variable;
}

bool is_set(const Job& job, const Command& command, std::string_view variable) {
  const auto sets = [&](const Assignment& assignment) { return tail_of(assignment.name) == tail_of(variable); };
  return std::ranges::any_of(job.script.assignments, sets) || std::ranges::any_of(command.assignments, sets);
}

std::string missing_variables(const Job& job, const Command& command) {
  std::string list;
  for (const std::string& variable : job.site.build_variables) {
    if (!is_set(job, command, variable)) list += concat(list.empty() ? "" : " and ", "`", variable, "`");
  }
  return list;
}

// Nothing in front of the call sets a variable or goes to another machine: `srun singularity build`.
bool runs_as_written(const Call& call) {
  static constexpr std::string_view kPlain[] = {"exec", "ionice", "nice", "nohup", "srun", "time", "timeout"};
  const auto& chain = call.command->chain;
  return std::all_of(chain.begin(), chain.begin() + static_cast<std::ptrdiff_t>(call.position),
                     [](const Invocation& i) {
                       return std::ranges::find(kPlain, i.name) != std::end(kPlain) && !i.uncertain &&
                              std::ranges::none_of(
                                  i.args, [](const Word& word) { return word.known_prefix().starts_with("--export"); });
                     });
}

// A name in `env` or `export` words that cannot be read may be the variable: silent then.
void build_without_tmpdir(const Job& job, Report& report) {
  if (job.site.build_variables.empty() || reads_other_files(job)) return;
  for (const Call& call : job.calls()) {
    const auto container = container_call(call.invocation());
    if (!container || container->runtime != Runtime::Apptainer || container->uncertain) continue;
    if (container->action != ContainerAction::Build && container->action != ContainerAction::Pull) continue;
    const std::string missing = missing_variables(job, *call.command);
    if (missing.empty() || !runs_as_written(call)) continue;
    report.at(call.invocation().span, "an image is made without {}", missing)
        .help("set them to folders of yours, made with `mkdir -p`: `/tmp` of the node is too small for the layers")
        .confidence(certainty(*call.command));
  }
}

}  // namespace

extern constinit const Rule SB507_build_without_tmpdir{
    .code = "SB507",
    .name = "build-without-tmpdir",
    .group = Group::Containers,
    .stage = Stage::Script,
    .kind = RuleKind::Absence,
    .level = Level::Warning,
    .check = build_without_tmpdir,
};

}  // namespace sbatchlint::rules
