// What a rule is given: one file with its directives, request, script and site, immutable, plus the questions that
// rules ask. Climb this ladder: a question to a Component, a loop over job.directives, job.calls("srun"), walking
// job.script.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "job/task.h"
#include "shell/script.h"
#include "site/site.h"
#include "site/solver.h"
#include "slurm/directives.h"
#include "slurm/request.h"
#include "text/source_text.h"

namespace sbatchlint {

// One invocation with the command it belongs to: job.calls("singularity") finds it behind any wrapper.
struct Call {
  const Command* command = nullptr;
  std::size_t position = 0;  // in command->chain
  [[nodiscard]] const Invocation& invocation() const { return command->chain[position]; }
};

// What runs here of a script, and what it is good for: a Job keeps both.
[[nodiscard]] std::vector<Call> running_calls(const Script& script);
[[nodiscard]] std::vector<Task> running_tasks(const Script& script, std::span<const Call> calls);

struct Job {
  const SourceText& source;
  const Directives& directives;
  const Script& script;
  const Request& request;
  const Site& site;
  std::int64_t now = 0;  // when it is submitted: seconds since 1970, UTC; 0 where that is not known
  // A job for certain: it is being submitted, or another script hands it to sbatch (`sbatch --wrap='...'`).
  bool submitted = false;
  // Whose options the request was read from: of the `srun -t 5` of a script, srun's.
  Tool tool = Tool::Sbatch;
  // What many rules ask for, found once.
  std::vector<Call> all_calls = running_calls(script);
  std::vector<Task> all_tasks = running_tasks(script, all_calls);
  std::vector<StartVerdict> starts = can_start(request, site);  // of each component

  // Every invocation of a program of that name that the job may run, in the order of the text. Text that becomes a
  // script or a job of its own (written or submitted) is not run here and not among them, nor is the call of a function
  // of the script: its body's commands are.
  [[nodiscard]] std::vector<Call> calls(std::string_view name) const;
  // All invocations that run here.
  [[nodiscard]] const std::vector<Call>& calls() const { return all_calls; }

  // True where the command runs inside one of these programs: earlier in its own chain, or in that of an outer command.
  [[nodiscard]] bool runs_inside(const Call& call, std::span<const std::string_view> names) const;

  // False for notes, generators and node set-up scripts: no effective directive, and nothing that says it is a job.
  // Rules about what a job lacks are silent then (SB002 says so once).
  [[nodiscard]] bool is_batch_script() const;

  // Some component asks for a GPU, or may do so (unknown values count as asking).
  [[nodiscard]] bool may_have_gpu() const;
  // Some component certainly asks for at least one GPU.
  [[nodiscard]] bool has_gpu() const;
};

}  // namespace sbatchlint
