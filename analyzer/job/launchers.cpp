#include "job/launchers.h"

#include "job/mentions.h"
#include "text/ascii.h"
#include "text/row_finder.h"

#include <algorithm>
#include <array>
#include <iterator>

namespace sbatchlint {
namespace {

struct Launcher {
  std::string_view program;
  LauncherKind kind;
};

// Sorted by program, capitals first.
constexpr std::array kLaunchers = {
    Launcher{"Trinity", LauncherKind::Application},
    Launcher{"abaqus", LauncherKind::Application},
    Launcher{"accelerate", LauncherKind::Processes},
    Launcher{"accelerate.commands.launch", LauncherKind::Processes},
    Launcher{"adf", LauncherKind::Application},
    Launcher{"ams", LauncherKind::Application},
    Launcher{"ansys", LauncherKind::Application},
    Launcher{"aprun", LauncherKind::Step},
    Launcher{"bpslaunch", LauncherKind::Processes},
    Launcher{"ccc_mprun", LauncherKind::Step},
    Launcher{"cfx5solve", LauncherKind::Application},
    Launcher{"charmrun", LauncherKind::Mpi},
    Launcher{"clush", LauncherKind::Remote},
    Launcher{"colossalai", LauncherKind::Processes},
    Launcher{"composer", LauncherKind::Processes},
    Launcher{"comsol", LauncherKind::Application},
    Launcher{"dask", LauncherKind::Cluster},
    Launcher{"dask-mpi", LauncherKind::Mpi},
    Launcher{"dask-scheduler", LauncherKind::Cluster},
    Launcher{"dask-ssh", LauncherKind::Cluster},
    Launcher{"dask-worker", LauncherKind::Cluster},
    Launcher{"deepspeed", LauncherKind::Processes},
    Launcher{"deepspeed.launcher.runner", LauncherKind::Processes},
    Launcher{"disBatch", LauncherKind::Step},
    Launcher{"disBatch.py", LauncherKind::Step},
    Launcher{"fluent", LauncherKind::Application},
    Launcher{"flux", LauncherKind::Cluster},
    Launcher{"horovod.runner", LauncherKind::Processes},
    Launcher{"horovodrun", LauncherKind::Processes},
    Launcher{"ibrun", LauncherKind::Step},
    Launcher{"ipcluster", LauncherKind::Cluster},
    Launcher{"ipengine", LauncherKind::Cluster},
    Launcher{"jsrun", LauncherKind::Step},
    Launcher{"lightning", LauncherKind::Processes},
    Launcher{"lrun", LauncherKind::Step},
    Launcher{"lsdyna", LauncherKind::Application},
    Launcher{"maker", LauncherKind::Application},
    Launcher{"matlab", LauncherKind::Application},
    Launcher{"molpro", LauncherKind::Application},
    Launcher{"mpi4py.futures", LauncherKind::Mpi},
    Launcher{"mpiexec", LauncherKind::Mpi},
    Launcher{"mpiexec.hydra", LauncherKind::Mpi},
    Launcher{"mpiexec.mpich", LauncherKind::Mpi},
    Launcher{"mpiexec.openmpi", LauncherKind::Mpi},
    Launcher{"mpiexec_mpt", LauncherKind::Mpi},
    Launcher{"mpirun", LauncherKind::Mpi},
    Launcher{"mpirun_rsh", LauncherKind::Mpi},
    Launcher{"mpprun", LauncherKind::Mpi},
    Launcher{"mprun", LauncherKind::Mpi},
    Launcher{"nextflow", LauncherKind::Application},
    Launcher{"orca", LauncherKind::Application},
    Launcher{"orterun", LauncherKind::Mpi},
    Launcher{"parallel", LauncherKind::Parallel},
    Launcher{"paramrun", LauncherKind::Step},
    Launcher{"pbsdsh", LauncherKind::Remote},
    Launcher{"pdsh", LauncherKind::Remote},
    Launcher{"pods.py", LauncherKind::Step},
    Launcher{"prun", LauncherKind::Step},
    Launcher{"ray", LauncherKind::Cluster},
    Launcher{"rsh", LauncherKind::Remote},
    Launcher{"runcry", LauncherKind::Application},
    Launcher{"snakemake", LauncherKind::Application},
    Launcher{"spark-class", LauncherKind::Cluster},
    Launcher{"spark-submit", LauncherKind::Cluster},
    Launcher{"srun", LauncherKind::Step},
    Launcher{"ssh", LauncherKind::Remote},
    Launcher{"starccm+", LauncherKind::Application},
    Launcher{"torch.distributed.launch", LauncherKind::Processes},
    Launcher{"torch.distributed.run", LauncherKind::Processes},
    Launcher{"torchpack", LauncherKind::Processes},
    Launcher{"torchrun", LauncherKind::Processes},
    Launcher{"upcrun", LauncherKind::Mpi},
    Launcher{"xargs", LauncherKind::Parallel},
    Launcher{"yhrun", LauncherKind::Step},
};
static_assert(std::ranges::is_sorted(kLaunchers, {}, &Launcher::program));
constexpr RowFinder kFindLauncher(kLaunchers, &Launcher::program);

// Shells: a file that they are given to run is a script that is not part of this one.
constexpr auto kShells = std::to_array<std::string_view>({"ash", "bash", "csh", "dash", "ksh", "sh", "tcsh", "zsh"});

constexpr auto kScriptSuffixes =
    std::to_array<std::string_view>({".sh", ".bash", ".csh", ".zsh", ".ksh", ".slurm", ".sbatch", ".job", ".cmd"});

// A program of the user's own with such a word in its name is a shell script more often than not: `./run_all`.
constexpr auto kScriptWords = std::to_array<std::string_view>({"run", "launch", "submit", "start", "script", "wrap"});

bool is_shell_script(const Invocation& call) {
  const std::string_view name = call.name;
  const auto ends = [name](std::string_view suffix) { return name.ends_with(suffix); };
  if (std::ranges::any_of(kScriptSuffixes, ends)) return true;
  if (call.program.text.find('/') == std::string::npos || name.find('.') != std::string_view::npos) return false;
  const auto holds = [name](std::string_view word) { return name.find(word) != std::string_view::npos; };
  return std::ranges::any_of(kScriptWords, holds);
}

// Launchers in the text of a string or of another script: `resubmit -c "srun ..."`, `module load parallel`.
constexpr auto kLaunchWords =
    std::to_array<std::string_view>({"load parallel", "mpiexec", "mpirun", "pdsh", "srun", "torchrun"});

// Programs whose own files start processes.
constexpr auto kSelfStarting = std::to_array<std::string_view>({"gmake", "julia", "make", "ninja"});

// In the name of a program or of the script that an interpreter runs: `python start_cluster.py`.
constexpr auto kLaunchSounds =
    std::to_array<std::string_view>({"cluster", "dask", "deepy", "distrib", "driver", "launch", "manager", "mpi",
                                     "parallel", "pipeline", "ray", "slurm", "start", "submit"});

bool sounds_like_a_launcher(const Invocation& call) {
  if (std::ranges::binary_search(kSelfStarting, call.name)) return true;
  const auto sounds = [](std::string_view name) {
    return std::ranges::any_of(kLaunchSounds, [name](std::string_view s) { return name.find(s) != std::string::npos; });
  };
  if (!is_python(call.name)) return call.program.text.find('/') != std::string::npos && sounds(call.name);
  const auto script = std::ranges::find_if(call.args, [](const Word& word) { return !word.text.starts_with('-'); });
  // Code on the command line may import whatever starts processes.
  if (script != call.args.begin() && std::prev(script)->is("-c")) return true;
  if (script == call.args.end()) return false;
  const std::string_view path = script->text;
  return sounds(path.substr(path.rfind('/') + 1));
}

// `mpiexecjl`, `Mpirun`: every installation has its own.
bool is_named_after_mpirun(std::string_view program) {
  return equals_ignoring_case(program.substr(0, 6), "mpirun") || equals_ignoring_case(program.substr(0, 7), "mpiexec");
}

}  // namespace

bool hides_commands(const Command& command) {
  const auto is_open = [](const Invocation& call) { return call.name.empty() || call.uncertain; };
  if (std::ranges::any_of(command.chain, is_open)) return true;
  const Invocation& last = command.last();
  const bool is_shell = last.name == "eval" || std::ranges::binary_search(kShells, last.name);
  if (!is_shell && !is_shell_script(last)) return false;
  // The text of `bash -c`, of `eval`, or a file that was read.
  return !command.has_inner;
}

std::optional<LauncherKind> launcher_kind(std::string_view program) {
  if (const Launcher* const found = kFindLauncher(program)) return found->kind;
  if (is_named_after_mpirun(program)) return LauncherKind::Mpi;
  return {};
}

bool is_python(std::string_view program) {
  if (program.empty() || program.front() != 'p') return false;
  if (program.starts_with("pypy"))
    program.remove_prefix(4);
  else if (program.starts_with("python"))
    program.remove_prefix(6);
  else
    return false;
  return program.find_first_not_of("0123456789.") == std::string_view::npos;
}

std::string_view python_module(const Invocation& call) {
  if (!is_python(call.name)) return {};
  for (std::size_t i = 0; i + 1 < call.args.size(); ++i) {
    if (call.args[i].is("-m"))
      return call.args[i + 1].known() ? std::string_view(call.args[i + 1].text) : std::string_view{};
    if (!call.args[i].text.starts_with('-')) return {};
  }
  return {};
}

std::optional<LauncherKind> launcher_kind(const Invocation& call) {
  const std::string_view module = python_module(call);
  return launcher_kind(module.empty() ? std::string_view(call.name) : module);
}

bool may_call_mpirun(const Job& job, const Command& command) {
  const std::string_view name = command.last().name;
  const bool is_script = is_python(name) || name == "R" || name == "Rscript" || name.ends_with(".py");
  return is_script && mentions(job, "mpi");
}

bool may_start_processes(const Job& job) {
  if (mentions_any(job, kLaunchWords)) return true;
  return std::ranges::any_of(job.calls(), [](const Call& call) {
    return launcher_kind(call.invocation()).has_value() || hides_commands(*call.command) ||
           sounds_like_a_launcher(call.invocation());
  });
}

}  // namespace sbatchlint
