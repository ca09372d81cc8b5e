// SB210 hard-coded-dependency. Why, and examples: the page beside this file.
#include <string_view>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// The first number of `afterok:4711:4712`; empty for `singleton`. A delay, `after:4711+5`, stands behind its id.
std::string_view first_job_id(std::string_view dependency) {
  const auto begin = dependency.find_first_of("0123456789");
  if (begin == std::string_view::npos) return {};
  const auto end = dependency.find_first_not_of("0123456789", begin);
  return dependency.substr(begin, end - begin);
}

void hard_coded_dependency(const Job& job, Report& report) {
  const Component& part = job.request.components.front();
  const OptionUse* use = part.effective("dependency");
  if (use == nullptr || use->origin != Origin::Directive || use->state != ValueState::Known) return;
  if (!use->parsed.value || !use->parsed.value->known()) return;
  const std::string_view id = first_job_id(use->parsed.value->text);
  if (id.empty()) return;
  report.at(use->parsed.value->span, "the job waits for job {}, the same one each time it is submitted", id)
      .help("give it where the number is known: `sbatch --dependency=afterok:$ID FILE`; `sbatch --parsable` prints it");
}

}  // namespace

extern constinit const Rule SB210_hard_coded_dependency{
    .code = "SB210",
    .name = "hard-coded-dependency",
    .group = Group::Request,
    .level = Level::Note,
    .check = hard_coded_dependency,
};

}  // namespace sbatchlint::rules
