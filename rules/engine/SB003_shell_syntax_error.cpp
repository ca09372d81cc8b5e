// SB003 shell-syntax-error. Why, and examples: the page beside this file.
#include <string_view>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

std::string_view unclosed_template(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::UnclosedQuote: return "the quote {} is never closed";
    case ProblemKind::UnclosedHeredoc: return "the here-document is never ended by a line `{}`";
    case ProblemKind::UnclosedCompound: return "`{}` is never closed";
  }
  return {};
}

// Only what bash refuses too: template holes and what the grammar cannot read are no problems (shell/script.h).
void shell_syntax_error(const Job& job, Report& report) {
  for (const SyntaxProblem& problem : job.script.problems) {
    report.at(problem.span, unclosed_template(problem.kind), problem.what)
        .help("`bash -n FILE` reads a script without running it, and says what bash makes of it");
  }
}

}  // namespace

extern constinit const Rule SB003_shell_syntax_error{
    .code = "SB003",
    .name = "shell-syntax-error",
    .group = Group::Engine,
    .stage = Stage::Script,
    .level = Level::Warning,
    .check = shell_syntax_error,
};

}  // namespace sbatchlint::rules
