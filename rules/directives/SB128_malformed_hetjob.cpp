// SB128 malformed-hetjob. Why, and examples: the page beside this file.
#include <string_view>

#include "job/job.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

void report_lost_text(const Job& job, Report& report, const DirectiveLine& line) {
  if (!line.hetjob || !line.dropped) return;
  const std::string_view text = job.source.slice(*line.dropped);
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos || text[first] == '#') return;
  report
      .at(*line.dropped, "`{}` is lost: nothing is read behind the word that separates components",
          text.substr(first, text.find_last_not_of(" \t\r") - first + 1))
      .help("put `#SBATCH hetjob` on a line of its own");
}

void malformed_hetjob(const Job& job, Report& report) {
  for (const DirectiveLine& line : job.directives.lines) report_lost_text(job, report, line);

  const auto& error = job.directives.error;
  if (error && is_component_colon(job, *error)) {
    report.at(error->span, "`:` separates components on the command line only: sbatch refuses the script")
        .help("write `#SBATCH hetjob` on a line of its own");
  }
  if (!job.request.is_heterogeneous()) return;
  for (const Component& part : job.request.components) {
    const OptionUse* array = part.effective("array");
    if (array == nullptr || array->origin != Origin::Directive) continue;
    report.at(array->parsed.span, "an array cannot have components: Slurm refuses the script")
        .help("submit the components as an array of separate jobs, or leave `--array` out");
    return;
  }
}

}  // namespace

extern constinit const Rule SB128_malformed_hetjob{
    .code = "SB128",
    .name = "malformed-hetjob",
    .group = Group::Directives,
    .level = Level::Error,
    .check = malformed_hetjob,
};

}  // namespace sbatchlint::rules
