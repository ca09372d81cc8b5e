// SB201 missing-time. Why, and examples: the page beside this file.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "job/job.h"
#include "job/placement.h"
#include "job/work.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// Fetching and building images ends by itself, and nobody knows when.
bool only_makes_images(const Job& job) {
  bool makes = false;
  for (const Task& task : tasks(job)) {
    if (task.work == Work::Compute || task.work == Work::Unknown) return false;
    makes = makes || task.work == Work::ImageBuild;
  }
  return makes;
}

// The limit carries over from one component to the next, so the first one without it stands for all.
const Component* first_without_time(const Job& job) {
  const auto& parts = job.request.components;
  const auto found = std::ranges::find_if(parts, [](const Component& part) { return part.time.absent(); });
  return found == parts.end() ? nullptr : &*found;
}

// `–-time=5`, `--time_limit=5`: sbatch refuses the script for it, and another rule says so.
bool is_miswritten(const Job& job) {
  return std::ranges::any_of(job.request.faults, [&job](const Fault& fault) {
    const bool no_option = fault.kind == FaultKind::UnknownOption || fault.kind == FaultKind::AmbiguousOption ||
                           fault.kind == FaultKind::StrayWord;
    return no_option && job.source.slice(fault.span).find("time") != std::string_view::npos;
  });
}

// Silent where --time is set, even to a value that cannot be read, and for what is no job.
void missing_time(const Job& job, Report& report) {
  if (!job.is_batch_script() || is_miswritten(job)) return;
  const Component* part = first_without_time(job);
  if (part == nullptr) return;
  const std::string usual = default_time_in_words(job, *part);
  auto finding = report.at(part->header, "no time limit: {}",
                           usual.empty() ? std::string("the default of the partition applies, whatever that is")
                                         : concat("the job is given ", usual));
  if (requirement(job, *part, "time") != nullptr) {
    finding.level(Level::Error).help("this site wants `--time` for such a job");
  } else {
    if (only_makes_images(job)) finding.level(Level::Note);
    finding.help("set `--time` a little above the longest run that you expect: short jobs start sooner");
  }
  if (!part->insertion) return;
  finding.fix({.title = "Add a limit of one hour",
               .safety = Safety::Suggest,
               .edits = {{.span = {*part->insertion, *part->insertion},
                          .text = directive_line("--time=01:00:00", job.source)}}});
}

}  // namespace

extern constinit const Rule SB201_missing_time{
    .code = "SB201",
    .name = "missing-time",
    .group = Group::Request,
    .kind = RuleKind::Absence,
    .level = Level::Warning,
    .fixes = Fixes::Always,
    .check = missing_time,
};

}  // namespace sbatchlint::rules
