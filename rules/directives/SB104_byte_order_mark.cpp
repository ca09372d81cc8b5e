// SB104 byte-order-mark. Why, and examples: the page beside this file.
#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

void byte_order_mark(const Job& job, Report& report) {
  if (!job.source.bytes().starts_with("\xEF\xBB\xBF")) return;
  const Span mark{0, 3};
  report.at(mark, "a byte-order mark stands in front of the script: sbatch refuses it")
      .help("save the file as UTF-8 without a byte-order mark")
      .fix({.title = "Remove the byte-order mark", .safety = Safety::Safe, .edits = {{.span = mark, .text = ""}}});
}

}  // namespace

extern constinit const Rule SB104_byte_order_mark{
    .code = "SB104",
    .name = "byte-order-mark",
    .group = Group::Directives,
    .stage = Stage::Text,
    .level = Level::Error,
    .fixes = Fixes::Always,
    .check = byte_order_mark,
};

}  // namespace sbatchlint::rules
