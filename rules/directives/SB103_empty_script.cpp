// SB103 empty-script. Why, and examples: the page beside this file.
#include <cstdint>
#include <string_view>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// SchedulerParameters=max_script_size, where the site does not say otherwise.
// Slurm 22.05 to 26.05, src/slurmctld/proc_req.c.
constexpr std::uint32_t kLargestScript = 4 * 1024 * 1024;

void empty_script(const Job& job, Report& report) {
  const Span start{0, 0};
  if (job.directives.fault == ScriptFault::Empty) {
    report.at(start, "the file is empty: sbatch refuses it").help("a script begins with a line such as `#!/bin/bash`");
  } else if (job.directives.fault == ScriptFault::OnlyBlank) {
    report.at(start, "the file holds nothing but blanks: sbatch refuses it")
        .help("a script begins with a line such as `#!/bin/bash`");
  }
  const auto nul = job.source.bytes().find('\0');
  if (nul != std::string_view::npos) {
    const auto offset = static_cast<std::uint32_t>(nul);
    report.at({offset, offset + 1}, "the file holds a NUL byte: sbatch takes no binary for a script")
        .help("submit a text; a program is started from a script, or with `sbatch --wrap`");
  }
  if (job.source.size() > kLargestScript) {
    report
        .at(start, "the script has {} bytes: Slurm's controller refuses more than {}", job.source.size(),
            kLargestScript)
        .help("put data into files beside the script");
  }
}

}  // namespace

extern constinit const Rule SB103_empty_script{
    .code = "SB103",
    .name = "empty-script",
    .group = Group::Directives,
    .stage = Stage::Text,
    .level = Level::Error,
    .check = empty_script,
};

}  // namespace sbatchlint::rules
