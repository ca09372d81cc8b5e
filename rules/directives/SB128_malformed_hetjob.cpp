// SB128 malformed-hetjob. Why, and examples: the page beside this file.
#include <cstdint>
#include <string_view>

#include "job/job.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// What stands behind the separator word on its line.
void report_lost_text(const Job& job, Report& report, const DirectiveLine& line) {
  if (!line.dropped || !line.dropped_by_hetjob) return;
  const std::string_view text = job.source.slice(*line.dropped);
  constexpr std::string_view kBlanks = " \t\r";
  const auto word = text.find_first_of(kBlanks);
  if (word == std::string_view::npos) return;
  const auto first = text.find_first_not_of(kBlanks, word);
  if (first == std::string_view::npos || text[first] == '#') return;
  const Span lost{line.dropped->begin + static_cast<std::uint32_t>(first),
                  line.dropped->begin + static_cast<std::uint32_t>(text.find_last_not_of(kBlanks) + 1)};
  report.at(lost, "`{}` is lost: nothing is read behind the word that separates components", job.source.slice(lost))
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
