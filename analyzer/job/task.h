// A command of a job with what it is good for. The questions that lead there: job/work.h.
#pragma once

#include <cstdint>

#include "shell/script.h"

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

// A command that runs here, with what it is good for.
struct Task {
  const Command* command = nullptr;
  Work work = Work::Unknown;
};

}  // namespace sbatchlint
