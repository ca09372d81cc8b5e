// What a command of a job is good for: preparation, waiting, fetching, or the computing that resources are asked for.
// Answers from tables of program names and their subcommands; a program that no table knows is Unknown, which is never
// proof of anything.
#pragma once

#include <string_view>
#include <vector>

#include "job/job.h"
#include "job/task.h"

namespace sbatchlint {

// Of the program at the end of the command's chain. A wrapper whose payload is listed as commands of its own
// (`bash -c '...'`, a called function) is Housekeeping.
[[nodiscard]] Work work_of(const Job& job, const Command& command);

// A name that says what a program is good for, whatever its words are: `echo`, `rsync`, `gmx`.
[[nodiscard]] bool is_known_program(std::string_view name);

// All commands that run here, in the order of the text.
[[nodiscard]] inline const std::vector<Task>& tasks(const Job& job) { return job.all_tasks; }

// Copy, Download, Install, ImageBuild, Compile: takes time and needs no GPU.
[[nodiscard]] bool is_cpu_work(Work work);

// Inside a container such a command needs no GPU flag: it looks at files or prints something.
[[nodiscard]] bool is_helper(Work work);

}  // namespace sbatchlint
