// SB125 option-not-in-this-slurm. Why, and examples: the page beside this file.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "job/job.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "options/option_spec.h"
#include "options/release.h"

namespace sbatchlint::rules {
namespace {

// "it came with 24.05" or "23.11 was the last to have it", seen from the release at hand.
std::string when_known(std::string_view name, Release here) {
  std::optional<Release> before;
  for (const Release release : kReleases) {
    if (find_option(Tool::Sbatch, release, name) == nullptr) continue;
    if (release > here) return concat("it came with ", release_name(release));
    before = release;
  }
  return before ? concat(release_name(*before), " was the last to have it") : std::string();
}

void report_missing_option(const Job& job, Report& report, const Fault& fault) {
  const std::string_view written = job.source.slice(fault.span);
  const std::string_view name = written.substr(0, written.find('='));
  if (!name.starts_with("--")) return;
  const Span place{fault.span.begin, fault.span.begin + static_cast<std::uint32_t>(name.size())};
  report
      .at(place, "`{}` is not an option of sbatch in Slurm {}: {}", name, release_name(job.request.release),
          when_known(name.substr(2), job.request.release))
      .help("leave it out on this cluster");
}

void report_missing_value(const Job& job, Report& report, const Fault& fault) {
  const std::string_view option = fault.spec == nullptr ? std::string_view("the option") : fault.spec->name;
  report
      .at(fault.span, "`{}` is not a value of `--{}` in Slurm {}, though it is in another release",
          job.source.slice(fault.span), option, release_name(job.request.release))
      .help("`sbatch --version` says which release a cluster runs");
}

// Silent where the release is not known: a script may be right where it is run.
void option_not_in_this_slurm(const Job& job, Report& report) {
  if (!job.request.release_known) return;
  for (const Fault& fault : job.request.faults) {
    if (mistake_of(job, fault) != Mistake::OtherRelease) continue;
    if (fault.kind == FaultKind::UnknownOption) {
      report_missing_option(job, report, fault);
    } else {
      report_missing_value(job, report, fault);
    }
  }
}

}  // namespace

extern constinit const Rule SB125_option_not_in_this_slurm{
    .code = "SB125",
    .name = "option-not-in-this-slurm",
    .group = Group::Directives,
    .level = Level::Error,
    .command_lines = CommandLines::Requests,
    .check = option_not_in_this_slurm,
};

}  // namespace sbatchlint::rules
