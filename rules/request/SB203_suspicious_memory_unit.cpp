// SB203 suspicious-memory-unit. Why, and examples: the page beside this file.
#include <algorithm>
#include <cstdint>

#include "job/job.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// 100 megabytes are what tutorials ask for, and enough for `hostname`.
constexpr std::uint64_t kNobodyAsksForLess = 100;

void report_megabytes(Report& report, const Component& part, const OptionUse& use, const Setting<Megabytes>& size) {
  if (!is_written_in(part, use) || !use.parsed.value || !use.parsed.value->known() || !size.known()) return;
  const Word& value = *use.parsed.value;
  const bool bare = std::ranges::all_of(value.text, [](char c) { return '0' <= c && c <= '9'; });
  if (!bare || size.value().count == 0 || size.value().count >= kNobodyAsksForLess) return;
  report
      .at(value.span, "`{}` is {}", value.text,
          concat(size.value().count, size.value().count == 1 ? " megabyte" : " megabytes"))
      .help("a number without a unit counts megabytes")
      .fix({.title = concat("Write `", value.text, "G`"),
            .safety = Safety::Unsafe,
            .edits = {{.span = {value.span.end, value.span.end}, .text = "G"}}});
}

void suspicious_memory_unit(const Job& job, Report& report) {
  for (const Component& part : job.request.components) {
    if (const OptionUse* use = part.effective("mem")) report_megabytes(report, part, *use, part.mem);
    if (const OptionUse* use = part.effective("mem-per-cpu")) report_megabytes(report, part, *use, part.mem_per_cpu);
    if (const OptionUse* use = part.effective("mem-per-gpu")) report_megabytes(report, part, *use, part.mem_per_gpu);
  }
}

}  // namespace

extern constinit const Rule SB203_suspicious_memory_unit{
    .code = "SB203",
    .name = "suspicious-memory-unit",
    .group = Group::Request,
    .level = Level::Warning,
    .fixes = Fixes::Always,
    .command_lines = CommandLines::Values,
    .check = suspicious_memory_unit,
};

}  // namespace sbatchlint::rules
