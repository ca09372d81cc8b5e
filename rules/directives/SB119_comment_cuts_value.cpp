// SB119 comment-cuts-value. Why, and examples: the page beside this file.
#include <algorithm>
#include <cstdint>
#include <string_view>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "slurm/spelling.h"

namespace sbatchlint::rules {
namespace {

const OptionUse* use_cut_at(const Job& job, const DirectiveLine& line) {
  const Component& part =
      job.request.components[std::min<std::size_t>(line.component, job.request.components.size() - 1)];
  const auto found = std::ranges::find_if(part.uses, [&](const OptionUse& use) {
    return use.origin == Origin::Directive && use.parsed.value && use.parsed.value->span.end == line.comment->begin;
  });
  return found == part.uses.end() ? nullptr : &*found;
}

// A remark right behind the value, as most people write them: `gpu# the queue`, `"a|b"#either`.
bool is_remark(const Job& job, Span comment) {
  const std::string_view before = job.source.slice({comment.begin - 1, comment.begin});
  const std::string_view text = job.source.slice(comment).substr(1);
  return before == "\"" || before == "'" || text.empty() || text.front() == ' ' || text.front() == '\t' ||
         text.front() == '#';
}

// `--nodes=2#two` cannot have meant `2#two`: a number or a time was read as it should be, and the rest is a remark.
void comment_cuts_value(const Job& job, Report& report) {
  for (const DirectiveLine& line : job.directives.lines) {
    if (!line.comment || !line.comment_cuts_word || is_remark(job, *line.comment)) continue;
    const OptionUse* use = use_cut_at(job, line);
    if (use == nullptr || use->spec == nullptr || !value_grammar(use->spec->name).empty()) continue;
    const Word& value = *use->parsed.value;
    const std::string_view comment = job.source.slice(*line.comment);
    const auto end = std::min(comment.find_first_of(" \t\r"), comment.size());
    const Span whole{value.span.begin, line.comment->begin + static_cast<std::uint32_t>(end)};
    auto finding = report.at({line.comment->begin, line.comment->begin + 1},
                             "`#` begins a comment in the middle of a word: the value of `--{}` is `{}`",
                             use->spec->name, value.text);
    finding.help("quote the value if the `#` belongs to it; put a blank in front of it if it does not");
    const std::string_view written = job.source.slice(whole);
    if (written.find_first_of("\"'\\") != std::string_view::npos) continue;
    finding.fix({.title = "Quote the value",
                 .safety = Safety::Unsafe,
                 .edits = {{.span = whole, .text = concat("\"", written, "\"")}}});
  }
}

}  // namespace

extern constinit const Rule SB119_comment_cuts_value{
    .code = "SB119",
    .name = "comment-cuts-value",
    .group = Group::Directives,
    .level = Level::Warning,
    .fixes = Fixes::Sometimes,
    .check = comment_cuts_value,
};

}  // namespace sbatchlint::rules
