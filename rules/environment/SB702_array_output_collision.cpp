// SB702 array-output-collision. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/log_name.h"
#include "lint/report.h"
#include "lint/rule.h"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace sbatchlint::rules {
namespace {

// `%a` is added behind `%A`, else in front of the suffix: train.out becomes train_%a.out.
std::optional<Edit> tell_tasks_apart(const Job& job, const LogName& log) {
  const std::optional<std::uint32_t> start = log.text_offset(job.source);
  if (!start) return {};
  const std::optional<std::size_t> job_id = log.end_of_pattern('A');
  const auto at = *start + static_cast<std::uint32_t>(job_id.value_or(log.suffix()));
  return Edit{.span = {at, at}, .text = "_%a"};
}

// Silent where the array is not known or has one task. A backslash turns every pattern off; such names are left alone.
void array_output_collision(const Job& job, Report& report) {
  const Component& part = job.request.components.front();
  if (!part.array.known() || part.array.value().size < 2) return;
  for (const std::string_view option : {"output", "error"}) {
    const std::optional<LogName> log = log_name(part, option);
    if (!log || log->is_discarded() || log->has_backslash() || log->is_own_for_each_task()) continue;
    const bool only_array_id = log->has_pattern('A');
    Finding finding =
        only_array_id
            ? report.at(log->span(), "`%A` is the same for all {} tasks of the array: they share the log `{}`",
                        part.array.value().size, log->text())
            : report.at(log->span(), "the {} tasks of the array share the log `{}`", part.array.value().size,
                        log->text());
    finding.help("put %a, the index of the task, into the name");
    if (const std::optional<Edit> edit = tell_tasks_apart(job, *log)) {
      finding.fix({.title = "Add the task's index to the name", .safety = Safety::Safe, .edits = {*edit}});
    }
  }
}

}  // namespace

extern constinit const Rule SB702_array_output_collision{
    .code = "SB702",
    .name = "array-output-collision",
    .group = Group::Environment,
    .stage = Stage::Request,
    .level = Level::Warning,
    .fixes = Fixes::Sometimes,
    .check = array_output_collision,
};

}  // namespace sbatchlint::rules
