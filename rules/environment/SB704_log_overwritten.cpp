// SB704 log-overwritten. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/log_name.h"
#include "lint/report.h"
#include "lint/rule.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sbatchlint::rules {
namespace {

// An array is SB702's; `--open-mode=append` keeps what was there.
void log_overwritten(const Job& job, Report& report) {
  const Component& part = job.request.components.front();
  const Setting<std::string> mode = part.text("open-mode");
  if (!part.array.absent() || mode.unknown() || (mode.known() && mode.value().starts_with('a'))) return;
  for (const std::string_view option : {"output", "error"}) {
    const std::optional<LogName> log = log_name(part, option);
    if (!log || log->is_discarded() || !log->patterns().empty()) continue;
    // Somebody believes that `$SLURM_JOB_ID` is expanded: SB118 says that it is not.
    if (log->text().find('$') != std::string::npos) continue;
    Finding finding = report.at(log->span(), "every job of this script writes its log to `{}`", log->text());
    finding.help("put %j, the job's id, into the name");
    if (const std::optional<std::uint32_t> start = log->text_offset(job.source)) {
      const auto at = *start + static_cast<std::uint32_t>(log->suffix());
      finding.fix({.title = "Add the job's id to the name",
                   .safety = Safety::Suggest,
                   .edits = {{.span = {at, at}, .text = "-%j"}}});
    }
  }
}

}  // namespace

extern constinit const Rule SB704_log_overwritten{
    .code = "SB704",
    .name = "log-overwritten",
    .group = Group::Environment,
    .stage = Stage::Request,
    .level = Level::Off,
    .fixes = Fixes::Sometimes,
    .check = log_overwritten,
};

}  // namespace sbatchlint::rules
