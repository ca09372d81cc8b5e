// What a command of a job is good for: preparation, waiting, fetching, or the computing that resources are asked for.
// Answers from tables of program names and their subcommands; a program that no table knows is Unknown, which is never
// proof of anything.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "job/job.h"

namespace sbatchlint {

enum class Work : std::uint8_t {
  Unknown,       // may be anything
  Housekeeping,  // prepares, reports, tidies up: echo, cd, mkdir, module, nvidia-smi, export
  Wait,          // sleep, wait
  Copy,          // cp, rsync, tar: staging of data
  Download,      // wget, git clone, huggingface-cli download
  Install,       // pip install, conda create, R's install.packages
  ImageBuild,    // singularity pull and build, docker build, enroot import
  Compile,       // make, cmake, gcc, nvcc
  Compute,       // evident computing: an interpreter with a script, a training or MPI launcher, a known application
};

// Of the program at the end of the command's chain. A wrapper whose payload is listed as commands of its own
// (`bash -c '...'`, a called function) is Housekeeping.
[[nodiscard]] Work work_of(const Job& job, const Command& command);

// A name that says what a program is good for, whatever its words are: `echo`, `rsync`, `gmx`.
[[nodiscard]] bool is_known_program(std::string_view name);

// A command that runs here, with what it is good for.
struct Task {
  const Command* command = nullptr;
  Work work = Work::Unknown;
};
// All that run here, one for each command, in the order of the text.
[[nodiscard]] std::vector<Task> tasks(const Job& job);

// Copy, Download, Install, ImageBuild, Compile: takes time and needs no GPU.
[[nodiscard]] bool is_cpu_work(Work work);

// Inside a container such a command needs no GPU flag: it looks at files or prints something.
[[nodiscard]] bool is_helper(Work work);

}  // namespace sbatchlint
