// SB120 unmatched-quote. Why, and examples: the page beside this file.
#include <string>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

void unmatched_quote(const Job& job, Report& report) {
  const auto& error = job.directives.error;
  if (!error || error->kind != LineErrorKind::UnmatchedQuote) return;
  report
      .at(error->span, "the quote `{}` is never closed on its line: sbatch refuses the script",
          std::string(1, error->quote))
      .help("close it, or put a backslash in front of it if it is a character like any other");
}

}  // namespace

extern constinit const Rule SB120_unmatched_quote{
    .code = "SB120",
    .name = "unmatched-quote",
    .group = Group::Directives,
    .level = Level::Error,
    .check = unmatched_quote,
};

}  // namespace sbatchlint::rules
