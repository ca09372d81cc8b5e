// SB002 not-a-batch-script. Why, and examples: the page beside this file.
#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// Silent where SB103 says that there is no script at all: the engine does not call this rule then.
void not_a_batch_script(const Job& job, Report& report) {
  if (job.is_batch_script()) return;
  report.at(job.source.line_span(0), "nothing here says that this is a batch script: no `#SBATCH` line is in effect")
      .help("rules about what a job lacks were skipped; to submit it, add `#SBATCH` lines below the first line");
}

}  // namespace

extern constinit const Rule SB002_not_a_batch_script{
    .code = "SB002",
    .name = "not-a-batch-script",
    .group = Group::Engine,
    .kind = RuleKind::Absence,
    .level = Level::Note,
    .check = not_a_batch_script,
};

}  // namespace sbatchlint::rules
