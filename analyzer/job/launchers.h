// Programs that start more processes than their own: what counts as using a job's tasks, nodes and GPUs.
#pragma once

#include "job/job.h"

#include <cstdint>
#include <optional>
#include <string_view>

namespace sbatchlint {

enum class LauncherKind : std::uint8_t {
  Step,         // srun and its like: a process for each task of the job
  Mpi,          // mpirun and its like
  Processes,    // torchrun and its like: processes on this node, often one for each GPU
  Cluster,      // ray, dask, spark: workers that find each other
  Remote,       // ssh, pdsh: reaches another node
  Parallel,     // GNU parallel, xargs: several processes on this node
  Application,  // snakemake, orca, ansys: starts what its own input says
};

// By the name of a program, or of a Python module behind `python -m`: "mpirun" is Mpi, "torch.distributed.run" is
// Processes. Nothing for a program that is not known to start others.
[[nodiscard]] std::optional<LauncherKind> launcher_kind(std::string_view program);

// The same of a call: `python3 -m torch.distributed.launch` is Processes.
[[nodiscard]] std::optional<LauncherKind> launcher_kind(const Invocation& call);

// The module that `python -m MODULE` runs; empty for anything else.
[[nodiscard]] std::string_view python_module(const Invocation& call);

// `python`, `python3.11`, `pypy3`.
[[nodiscard]] bool is_python(std::string_view program);

// The command runs commands that are not among the job's: an unknown program (`$CMD`), a shell script in another file
// that was not read, `eval` of text that only the shell will know.
[[nodiscard]] bool hides_commands(const Command& command);

// The command runs a script in another language (`python campaign.py`, `Rscript fit.R`, `./campaign.py`) in a job that
// mentions MPI, as a module or otherwise: the script may well call `mpirun` itself.
[[nodiscard]] bool may_call_mpirun(const Job& job, const Command& command);

// Something here starts processes beyond one at a time, or may do so unseen: a launcher, a command that hides others, a
// program that sounds like a launcher, or the name of one anywhere in the text. Rules about tasks that nobody starts
// are silent then.
[[nodiscard]] bool may_start_processes(const Job& job);

}  // namespace sbatchlint
