// SB007 template-file. Why, and examples: the page beside this file.
#include <algorithm>
#include <optional>
#include <vector>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// A line of the header that is nothing but a placeholder, or the first word of a directive that holds one.
std::optional<Span> hole_in_header(const Directives& directives) {
  if (!directives.template_lines.empty()) return directives.template_lines.front();
  for (const std::vector<Word>& words : directives.components) {
    const auto found = std::ranges::find_if(words, [](const Word& word) { return !word.holes.empty(); });
    if (found != words.end()) return found->span;
  }
  return {};
}

void template_file(const Job& job, Report& report) {
  // The shell layer knows fewer kinds, but where exactly they stand.
  const std::optional<Span> itself = job.script.placeholder;
  const std::optional<Span> word = hole_in_header(job.directives);
  if (!itself && !word) return;
  const bool in_word = word && (!itself || word->end <= itself->begin);
  const Span place = in_word ? *word : *itself;
  report
      .at(place,
          in_word ? "`{}` holds a placeholder: this file is a template, and what it becomes is not known"
                  : "`{}` is a placeholder: this file is a template, and what it becomes is not known",
          job.source.slice(place))
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
