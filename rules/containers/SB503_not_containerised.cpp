// SB503 not-containerised. Why, and examples: the page beside this file.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "job/containers.h"
#include "job/job.h"
#include "job/launchers.h"
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

// `podman-hpc.py`, `singularity_wrapper`: somebody's own way to start one.
bool is_named_after_runtime(std::string_view program) {
  return std::ranges::any_of(container_programs(), [program](std::string_view runtime) {
    if (program.size() <= runtime.size() || !program.starts_with(runtime)) return false;
    const char next = program[runtime.size()];
    return next == '-' || next == '_' || next == '.';
  });
}

// A container that nothing of the script runs in: an image is fetched, or a shell is opened in one.
bool does_no_work(const Invocation& invocation, const ContainerCall& container) {
  if (container.action == ContainerAction::Build || container.action == ContainerAction::Pull) return true;
  const bool runs_nothing = container.runtime == Runtime::Apptainer && container.operands.empty() &&
                            !container.uncertain && !invocation.wrapper;
  return container.action == ContainerAction::Shell || (container.action == ContainerAction::Run && runs_nothing);
}

// Some container is started here for the job's work, or may be. `work` is what the host does.
bool may_use_container(const Job& job, const Task& work) {
  for (const Call& call : job.calls()) {
    const Invocation& invocation = call.invocation();
    if (invocation.name == "crun" || invocation.name.starts_with("crun.")) return true;
    if (is_named_after_runtime(invocation.name)) return true;
    const auto container = container_call(invocation);
    const bool before = call.command->span.begin < work.command->span.begin;
    if (container && !(does_no_work(invocation, *container) && (before || !container->starts_container()))) return true;
    if (is_workflow_engine(invocation.name)) return true;
    if (invocation.name == "srun" && (has_container_option(invocation) || invocation.uncertain)) return true;
    // `singularity-gpu`, `run_singularity.sh`: a wrapper of the site or of the project.
    for (const std::string_view part :
         {"singularity", "apptainer", "container", "docker", "socker", "enroot", "charliecloud", "priscilla"}) {
      if (invocation.program.text.find(part) != std::string::npos && !container) return true;
    }
  }
  return false;
}

// Files of a shell hide what is done, and where.
bool is_shell_file(std::string_view file) {
  constexpr std::string_view kEndings[] = {".sh", ".bash", ".zsh", ".csh", ".ksh", ".slurm", ".sbatch", ".job"};
  return std::ranges::any_of(kEndings, [file](std::string_view ending) { return file.ends_with(ending); });
}

bool is_program_name(std::string_view name) {
  const auto is_name_byte = [](char c) {
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '_' || c == '-' ||
           c == '.' || c == '+';
  };
  const bool is_letter = !name.empty() && (('a' <= name.front() && name.front() <= 'z') ||
                                           ('A' <= name.front() && name.front() <= 'Z') || name.front() == '_');
  return is_letter && std::ranges::all_of(name, is_name_byte) && !is_shell_file(name);
}

// A program of the user's own: launched on the tasks, or named by its path.
bool is_own_program(const Task& task) {
  constexpr std::string_view kLaunchers[] = {"compute-sanitizer", "mpiexec", "mpirun", "ncu", "nsys", "nvprof", "srun",
                                             "valgrind"};
  const Command& command = *task.command;
  const std::string_view name = command.last().name;
  if (task.work != Work::Unknown || command.last().wrapper || name.empty() || is_shell_file(name)) return false;
  const bool launched = std::ranges::any_of(command.chain, [&kLaunchers](const Invocation& call) {
    return std::ranges::find(kLaunchers, std::string_view(call.name)) != std::end(kLaunchers);
  });
  if (launched)
    return std::ranges::any_of(name, [](char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z'); });
  if (!is_program_name(name)) return false;
  const std::string_view path = command.last().program.text;
  const bool is_system = path.starts_with("/usr/bin/") || path.starts_with("/bin/") || path.starts_with("/usr/sbin/");
  return path.find('/') != std::string_view::npos && !is_system && command.via != Via::ErrorRecovery;
}

// `python $SCRIPT`, `python "$@"`, `python -c CODE`: whatever it is, the host's Python runs it.
bool is_unknown_python(const Task& task) {
  const Invocation& call = task.command->last();
  return task.work == Work::Unknown && is_python(call.name) && !call.args.empty() && !call.wrapper;
}

// Names that programs of a site or of a shell bear, and what builds.
bool is_no_application(std::string_view name) {
  constexpr std::string_view kNames[] = {"cargo", "ctest", "gmake", "make", "mc",     "mim",
                                         "patch", "pip",   "psql",  "ray",  "rclone", "ssh"};
  constexpr std::string_view kParts[] = {"quota",   "install", "setup", "module", "workspace",
                                         "monitor", "check",   "pip",   "pkgs",   "cotainr"};
  return std::ranges::find(kNames, name) != std::end(kNames) ||
         std::ranges::any_of(kParts, [name](std::string_view part) { return name.find(part) != std::string::npos; });
}

// A program of some name, given options or files: a function of a file that is sourced may look so, too.
bool is_application(const Job& job, const Task& task) {
  const Command& command = *task.command;
  const Invocation& call = command.last();
  const std::string_view name = call.name;
  if (task.work != Work::Unknown || call.wrapper || call.function || !is_program_name(name)) return false;
  const bool is_shell = name == "source" || name == "." || is_python(name) || name == "bash" || name == "sh";
  if (is_shell || is_no_application(name) || command.via == Via::ErrorRecovery) return false;
  // Versions of well-known programs under names of their own: `gmx_gpu`, `python.tensorflow`.
  constexpr std::string_view kFamilies[] = {"gmx", "lmp", "namd", "pmemd", "python", "vasp"};
  if (std::ranges::any_of(kFamilies, [name](std::string_view family) { return name.starts_with(family); })) return true;
  const bool sources_something = std::ranges::any_of(tasks(job), [](const Task& other) {
    const std::string_view program = other.command->last().name;
    return other.work == Work::Unknown && (program == "source" || program == ".") &&
           other.command->last().args.front().text != "activate";
  });
  return !sources_something && std::ranges::any_of(call.args, [](const Word& word) {
    return word.text.starts_with("--") || (word.text.starts_with('-') && word.text.size() == 2) ||
           word.text.find_first_of("./") != std::string::npos;
  });
}

// A notebook or an editor for somebody to work in.
bool is_workplace_on_host(const Task& task) {
  const auto server = server_call({.command = task.command, .position = task.command->chain.size() - 1});
  return server && (server->kind == ServerKind::Notebook || server->kind == ServerKind::Editor);
}

// What the host itself does of the job's work, and how sure that is.
struct HostWork {
  const Task* task = nullptr;
  Confidence confidence = Confidence::Medium;
};

HostWork host_work(const Job& job) {
  const std::vector<Task>& all = tasks(job);
  const auto find = [&all](auto is_work) -> const Task* {
    const auto found = std::ranges::find_if(
        all, [&is_work](const Task& task) { return is_work(task) && !task.command->context.substitution; });
    return found == all.end() ? nullptr : &*found;
  };
  const auto is_evident = [](const Task& task) { return task.work == Work::Compute || is_workplace_on_host(task); };
  if (const Task* const evident = find(is_evident)) return {.task = evident};
  if (const Task* const own = find(is_own_program)) return {.task = own};
  if (const Task* const python = find(is_unknown_python)) return {.task = python};
  return {.task = find([&job](const Task& task) { return is_application(job, task); }), .confidence = Confidence::Low};
}

// One finding a job. Silent where any container is started, and where commands are hidden in other files.
void not_containerised(const Job& job, Report& report) {
  if (!job.has_gpu() || is_job_in_container(job)) return;
  const HostWork work = host_work(job);
  if (work.task == nullptr || may_use_container(job, *work.task)) return;
  const Command& command = *work.task->command;
  report.at(command.last().span, "`{}` runs on the node itself, not in a container", command.last().name)
      .help("run it in an image: `srun singularity exec --nv IMAGE COMMAND`")
      .confidence(certainty(command, work.confidence));
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
