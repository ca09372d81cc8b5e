// SB129 silent-header-end. Why, and examples: the page beside this file.
#include <cstdint>
#include <string_view>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// Text behind an empty word. Text behind `hetjob` is SB128's.
void silent_header_end(const Job& job, Report& report) {
  for (const DirectiveLine& line : job.directives.lines) {
    if (line.dropped_by_hetjob || !line.dropped) continue;
    const std::string_view text = job.source.slice(*line.dropped);
    const auto first = text.find_first_not_of(" \t\r\"'");
    if (first == std::string_view::npos || text[first] == '#') continue;
    report
        .at(*line.dropped, "`{}` is not read: an empty word ends the line for sbatch",
            text.substr(first, text.find_last_not_of(" \t\r") - first + 1))
        .help("leave the empty word out, and put what follows on a line of its own");
  }
}

}  // namespace

extern constinit const Rule SB129_silent_header_end{
    .code = "SB129",
    .name = "silent-header-end",
    .group = Group::Directives,
    .level = Level::Warning,
    .check = silent_header_end,
};

}  // namespace sbatchlint::rules
