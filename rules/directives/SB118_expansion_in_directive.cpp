// SB118 expansion-in-directive. Why, and examples: the page beside this file.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "job/job.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// Options that take a path, or begin one.
constexpr std::string_view kPathOptions[] = {"bbf",         "chdir", "container", "error",
                                             "export-file", "input", "output",    "nodefile"};

// The use whose value the word holds; null for stray words.
const OptionUse* use_of_word(const Component& part, const Word& word) {
  const auto uses = directive_uses(part, word.span);
  const auto found = std::ranges::find_if(
      uses, [&word](const OptionUse& use) { return use.parsed.value && word.span.contains(use.parsed.value->span); });
  return found == uses.end() ? nullptr : &*found;
}

std::string advice_for(const OptionUse* use) {
  if (use == nullptr || use->spec == nullptr) return "write the value itself, or give it on the command line of sbatch";
  const std::string_view name = use->spec->name;
  if (name == "output" || name == "error") {
    return "patterns are filled in here: `%x` is the job's name, `%j` its id, `%u` the user";
  }
  if (name == "chdir") return "write the path itself; without `--chdir` the job starts where sbatch was called";
  if (name == "array") return concat("write the numbers, or call `sbatch --array=... FILE`");
  return concat("write the value itself, or call `sbatch --", name, "=... FILE`");
}

bool is_free_text(const OptionUse* use) {
  return use != nullptr && use->spec != nullptr && use->spec->name == "comment";
}

// `~/logs` of a path option: the tilde, where it is the value's first character and not quoted.
std::optional<Span> tilde_of(const Job& job, const OptionUse* use) {
  if (use == nullptr || use->spec == nullptr) return std::nullopt;
  const Span value = use->parsed.value->span;
  const std::string_view text = job.source.slice(value);
  const bool path = std::ranges::find(kPathOptions, use->spec->name) != std::end(kPathOptions);
  if (!path || !(text == "~" || text.starts_with("~/"))) return std::nullopt;
  return Span{value.begin, value.begin + 1};
}

void expansion_in_directive(const Job& job, Report& report) {
  for (const Component& part : job.request.components) {
    if (part.index >= job.directives.components.size()) continue;
    for (const Word& word : job.directives.components[part.index]) {
      const OptionUse* use = use_of_word(part, word);
      if (is_free_text(use)) continue;
      auto place = expansion_in(job, word.span);
      if (!place) place = tilde_of(job, use);
      if (!place) continue;
      report
          .at(*place, "`{}` in a directive is plain text: no shell has run yet, and Slurm expands nothing",
              job.source.slice(*place))
          .help(advice_for(use));
    }
  }
}

}  // namespace

extern constinit const Rule SB118_expansion_in_directive{
    .code = "SB118",
    .name = "expansion-in-directive",
    .group = Group::Directives,
    .level = Level::Error,
    .check = expansion_in_directive,
};

}  // namespace sbatchlint::rules
