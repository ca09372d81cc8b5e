// Container runtimes as jobs call them: which one, what it is told to do, with which image and options. Tables as data;
// what a finding means is for the rules.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "job/job.h"

namespace sbatchlint {

// Families whose command lines read alike.
enum class Runtime : std::uint8_t {
  Apptainer,  // singularity, apptainer
  Docker,     // docker, podman, nvidia-docker, nerdctl
  Shifter,
  Enroot,
  Charliecloud,  // ch-run
  Udocker,
  Sarus,
};

enum class ContainerAction : std::uint8_t {
  Exec,   // a command of the caller's inside the image: `singularity exec`, `ch-run`, `docker exec`
  Run,    // what the image says, or a command if one is given: `singularity run`, `docker run`
  Shell,  // `singularity shell`
  Start,  // `singularity instance start`, `enroot start`
  Build,
  Pull,   // also `enroot import`, `docker load`
  Other,  // `singularity --version`, `docker ps`, a subcommand that cannot be known
};

// One call of a container runtime. Pointers and views reach into the invocation it was made from.
struct ContainerCall {
  Runtime runtime = Runtime::Apptainer;
  ContainerAction action = ContainerAction::Other;
  const Word* subcommand = nullptr;   // the word that is `exec`; null for shifter and ch-run
  std::vector<const Word*> early;     // options before the subcommand: `singularity --nv exec`
  std::vector<const Word*> options;   // options after it, without their values where these are words of their own
  const Word* image = nullptr;        // null where there is none, or where it cannot be told
  std::vector<const Word*> operands;  // words after the image that are still this invocation's
  // An option word is unknown (`$OPTS`): it may hide any option, and the image.
  bool uncertain = false;

  [[nodiscard]] bool starts_container() const {
    return action == ContainerAction::Exec || action == ContainerAction::Run || action == ContainerAction::Shell ||
           action == ContainerAction::Start;
  }
  // The option of that name among those after the subcommand, `--nv` or `-B` alike; null if it is not there.
  // `letter` is its one-letter form ('\0' for none), found also in a bundle: `-ce` has 'c' and 'e'.
  [[nodiscard]] const Word* option(std::string_view long_name, char letter = '\0') const;
};

// Names of programs that run their payload in a container, sorted; for Job::runs_inside.
[[nodiscard]] std::span<const std::string_view> container_programs();

// What the invocation does if it is a container runtime's.
[[nodiscard]] std::optional<ContainerCall> container_call(const Invocation& invocation);

// `docker://ubuntu`, `library://…`, `oras://…`, `https://…`: fetched from a registry, not read from a file.
[[nodiscard]] bool is_remote_image(const Word& image);

}  // namespace sbatchlint
