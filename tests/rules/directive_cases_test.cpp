// Rules about directives on scripts that a page cannot show: templates, and lines that sbatch does not read to the end.
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine.h"
#include "lint/selection.h"
#include "site/builtin.h"
#include "support/catch.hpp"

namespace sbatchlint::testing {
namespace {

// "SB118 at 2:18: MESSAGE" of the findings of one rule.
std::vector<std::string> findings_of(std::string_view code, std::string_view lines) {
  const Site site = load_builtin_site("generic").value();
  const Selection rules = select_rules(catalog(), {.select = {std::string(code)}}, site).value();
  const CheckOptions options{.site = &site, .selection = &rules};
  const SourceText script("job.sh", std::string("#!/bin/bash\n").append(lines));
  std::vector<std::string> found;
  for (const Diagnostic& finding : check(script, options).diagnostics) {
    found.push_back(std::string(script.slice(finding.span)) + ": " + finding.message());
  }
  return found;
}

using Findings = std::vector<std::string>;

TEST_CASE("a variable in a placeholder is the template's") {
  CHECK(findings_of("SB118", "#SBATCH --time=<%= resources$walltime %>\n") == Findings{});
  CHECK(findings_of("SB118", "#SBATCH --output=/scratch/$USER/{{ name }}.out\n") ==
        Findings{"$USER: `$USER` in a directive is plain text: no shell has run yet, and Slurm expands nothing"});
}

TEST_CASE("an option whose value is lost in an open quote takes no other line's") {
  const std::string_view lines = "#SBATCH -p \"snb|hsw\n#SBATCH -n 2\n";
  CHECK(findings_of("SB112", lines) == Findings{});
  CHECK(findings_of("SB120", lines) ==
        Findings{"\": the quote `\"` is never closed on its line: sbatch refuses the script"});
}

}  // namespace
}  // namespace sbatchlint::testing
