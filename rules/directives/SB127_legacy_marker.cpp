// SB127 legacy-marker. Why, and examples: the page beside this file.
#include <cstdint>
#include <string_view>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

void legacy_marker(const Job& job, Report& report) {
  constexpr std::string_view kOld = "#SLURM";
  for (const DirectiveLine& line : job.directives.lines) {
    if (line.marker != Marker::Slurm) continue;
    const Span marker{line.span.begin, line.span.begin + static_cast<std::uint32_t>(kOld.size())};
    report.at(marker, "`#SLURM` is the old spelling of `#SBATCH`: sbatch reads it and complains")
        .help("write `#SBATCH`")
        .fix({.title = "Write `#SBATCH`", .safety = Safety::Safe, .edits = {{.span = marker, .text = "#SBATCH"}}});
  }
}

}  // namespace

extern constinit const Rule SB127_legacy_marker{
    .code = "SB127",
    .name = "legacy-marker",
    .group = Group::Directives,
    .level = Level::Warning,
    .fixes = Fixes::Always,
    .check = legacy_marker,
};

}  // namespace sbatchlint::rules
