// SB102 dos-line-endings. Why, and examples: the page beside this file.
#include <cstdint>
#include <string_view>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// One finding a file, at the first of them: the fix takes care of all.
void dos_line_endings(const Job& job, Report& report) {
  const std::string_view bytes = job.source.bytes();
  const auto first = bytes.find("\r\n");
  if (first == std::string_view::npos) return;
  Fix fix{.title = "End every line in LF alone", .safety = Safety::Safe, .edits = {}};
  for (auto at = first; at != std::string_view::npos; at = bytes.find("\r\n", at + 2)) {
    const auto offset = static_cast<std::uint32_t>(at);
    fix.edits.push_back({.span = {offset, offset + 1}, .text = ""});
  }
  const auto offset = static_cast<std::uint32_t>(first);
  const auto count = fix.edits.size();
  report
      .at({offset, offset + 1}, "{} in CR LF, as on Windows: sbatch refuses it",
          count == 1 ? std::string("one line of the script ends") : concat(count, " lines of the script end"))
      .help("`dos2unix FILE`, or let the editor save with Unix line ends")
      .fix(std::move(fix));
}

}  // namespace

extern constinit const Rule SB102_dos_line_endings{
    .code = "SB102",
    .name = "dos-line-endings",
    .group = Group::Directives,
    .stage = Stage::Text,
    .level = Level::Error,
    .fixes = Fixes::Always,
    .check = dos_line_endings,
};

}  // namespace sbatchlint::rules
