// SB209 array-without-throttle. Why, and examples: the page beside this file.
#include <cstdint>

#include "job/job.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

constexpr std::uint64_t kLarge = 100;

void array_without_throttle(const Job& job, Report& report) {
  for (const Component& part : job.request.components) {
    if (!part.array.known() || part.array.value().throttle || part.array.value().size < kLarge) continue;
    const OptionUse* use = part.effective("array");
    if (use == nullptr || !is_written_in(part, *use) || !use->parsed.value) continue;
    const Span value = use->parsed.value->span;
    auto finding = report.at(value, "{} tasks may run at the same time", part.array.value().size);
    finding.help("`%20` behind the indices runs twenty at a time");
    finding.fix({.title = "Run twenty at a time",
                 .safety = Safety::Suggest,
                 .edits = {{.span = value, .text = concat(use->parsed.value->text, "%20")}}});
  }
}

}  // namespace

extern constinit const Rule SB209_array_without_throttle{
    .code = "SB209",
    .name = "array-without-throttle",
    .group = Group::Request,
    .level = Level::Off,
    .fixes = Fixes::Always,
    .check = array_without_throttle,
};

}  // namespace sbatchlint::rules
