// SB503 not-containerised. Why, and examples: the page beside this file.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "job/containers.h"
#include "job/job.h"
#include "job/servers.h"
#include "job/work.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

namespace sbatchlint::rules {
namespace {

// pyxis and the like: the container is an option of the step or of the job.
constexpr std::string_view kContainerOptions[] = {"--container",   "--container-image", "--container-name",
                                                  "--environment", "--image",           "--uenv"};

bool is_container_option(std::string_view text) {
  const std::string_view name = text.substr(0, text.find('='));
  return std::ranges::find(kContainerOptions, name) != std::end(kContainerOptions);
}

bool has_container_option(const Invocation& call) {
  return std::ranges::any_of(call.args, [](const Word& word) { return is_container_option(word.known_prefix()); });
}

// The job itself runs in a container, by an option of sbatch or of a plugin.
bool is_job_in_container(const Job& job) {
  for (const auto& words : job.directives.components) {
    for (const Word& word : words) {
      if (is_container_option(word.text)) return true;
    }
  }
  return false;
}

// Workflow engines start containers by their own configuration.
bool is_workflow_engine(std::string_view program) {
  constexpr std::string_view kEngines[] = {"cromwell", "cwltool", "nextflow", "snakemake", "toil"};
  return std::ranges::find(kEngines, program) != std::end(kEngines);
}

// Some container is started here, or may be.
bool may_use_container(const Job& job) {
  for (const Call& call : job.calls()) {
    const Invocation& invocation = call.invocation();
    const auto container = container_call(invocation);
    if (container && container->action != ContainerAction::Build && container->action != ContainerAction::Pull)
      return true;
    if (is_workflow_engine(invocation.name)) return true;
    if (invocation.name == "srun" && (has_container_option(invocation) || invocation.uncertain)) return true;
    // `singularity-gpu`, `run_singularity.sh`: a wrapper of the site or of the project.
    for (const std::string_view part : {"singularity", "apptainer", "container", "docker", "enroot", "charliecloud"}) {
      if (invocation.program.text.find(part) != std::string::npos && !container) return true;
    }
  }
  return false;
}

// A program of the user's own: launched on the tasks, or named by its path. A shell script may start a container.
bool is_own_program(const Task& task) {
  constexpr std::string_view kLaunchers[] = {"mpiexec", "mpirun", "srun"};
  const Command& command = *task.command;
  const std::string_view program = command.last().program.text;
  if (task.work != Work::Unknown || !command.last().program.known() || command.last().wrapper) return false;
  const std::string_view file = program.substr(program.rfind('/') + 1);
  if (file.empty() || file.find('.') != std::string_view::npos) return false;
  const bool launched = std::ranges::any_of(command.chain, [&kLaunchers](const Invocation& call) {
    return std::ranges::find(kLaunchers, std::string_view(call.name)) != std::end(kLaunchers);
  });
  return launched || program.starts_with("./");
}

// A notebook or an editor for somebody to work in.
bool is_workplace_on_host(const Task& task) {
  const auto server = server_call({.command = task.command, .position = task.command->chain.size() - 1});
  return server && (server->kind == ServerKind::Notebook || server->kind == ServerKind::Editor);
}

// The command that does the job's main work on the host itself; null where none does for certain.
const Task* host_work(const std::vector<Task>& tasks) {
  const auto found = std::ranges::find_if(tasks, [](const Task& task) {
    return (task.work == Work::Compute || is_own_program(task) || is_workplace_on_host(task)) &&
           !task.command->context.substitution;
  });
  return found == tasks.end() ? nullptr : &*found;
}

// One finding a job. Silent where any container is started, and where commands are hidden in other files.
void not_containerised(const Job& job, Report& report) {
  if (!job.has_gpu() || is_job_in_container(job) || may_use_container(job)) return;
  const std::vector<Task>& all = tasks(job);
  const Task* work = host_work(all);
  if (work == nullptr) return;
  report.at(work->command->last().span, "`{}` runs on the node itself, not in a container", work->command->last().name)
      .help("run it in an image: `srun singularity exec --nv IMAGE COMMAND`")
      .confidence(certainty(*work->command, Confidence::Medium));
}

}  // namespace

extern constinit const Rule SB503_not_containerised{
    .code = "SB503",
    .name = "not-containerised",
    .group = Group::Containers,
    .stage = Stage::Script,
    .kind = RuleKind::Absence,
    .level = Level::Off,
    .confidence = Confidence::Medium,
    .check = not_containerised,
};

}  // namespace sbatchlint::rules
