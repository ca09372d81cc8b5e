// SB007 template-file. Why, and examples: the page beside this file.
#include <algorithm>
#include <vector>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

bool has_holes(const Directives& directives) {
  if (!directives.template_lines.empty()) return true;
  return std::ranges::any_of(directives.components, [](const std::vector<Word>& words) {
    return std::ranges::any_of(words, [](const Word& word) { return !word.holes.empty(); });
  });
}

void template_file(const Job& job, Report& report) {
  if (!job.script.is_template && !has_holes(job.directives)) return;
  report.at(job.source.line_span(0), "this is a template: its placeholders are taken as unknown")
      .help("check what the template makes, too: rules that depend on a placeholder are silent here");
}

}  // namespace

extern constinit const Rule SB007_template_file{
    .code = "SB007",
    .name = "template-file",
    .group = Group::Engine,
    .level = Level::Note,
    .check = template_file,
};

}  // namespace sbatchlint::rules
