// What sbatch refuses has a finding of the rules about directives on its line, and of one rule alone: held against the
// recorded submissions of tests/conformance.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "conformance/case.h"
#include "lint/engine.h"
#include "lint/selection.h"
#include "site/builtin.h"
#include "slurm/directives.h"
#include "slurm/request.h"
#include "support/catch.hpp"

namespace sbatchlint::testing {

namespace {

// Cases whose faults have another number of findings, each with its reason.
struct Exception {
  std::string_view id;
  std::string_view reason;
};
constexpr Exception kExceptions[] = {
    {"scan-115", "one line of shell is no job script that lacks its first line: SB002"},
};

bool is_exception(std::string_view id) {
  return std::ranges::any_of(kExceptions, [id](const Exception& exception) { return exception.id == id; });
}

// The rules about directives, at their own levels.
Selection directive_rules(const Site& site) {
  Selection all = select_rules(catalog(), {}, site).value();
  std::erase_if(all.rules, [](const SelectedRule& selected) { return selected.rule->group != Group::Directives; });
  return all;
}

// Whether the finding, or what it relates to, shares a line with the fault.
bool shares_line(const SourceText& script, const Diagnostic& finding, Span fault) {
  const auto meets = [&script, line = script.line_of(fault.begin)](Span span) {
    return script.line_of(span.begin) <= line && line <= script.line_of(span.end);
  };
  return meets(finding.span) ||
         std::ranges::any_of(finding.related, [&meets](const Related& related) { return meets(related.span); });
}

// The rules whose errors lie on the fault itself.
std::set<std::string_view> rules_on(const std::vector<Diagnostic>& findings, Span fault) {
  std::set<std::string_view> codes;
  for (const Diagnostic& finding : findings) {
    const bool overlap = finding.span.begin < fault.end && fault.begin < finding.span.end;
    if (finding.level == Level::Error && overlap) codes.insert(finding.rule->code);
  }
  return codes;
}

// What is wrong with the findings about a case, a line a fault.
std::string complaints_about(const conformance::Case& recorded, Release release, const CheckOptions& options) {
  const Directives directives = read_directives(recorded.script, release, Placeholders::Holes);
  const Request request = resolve_request(recorded.script, directives, {.release = release});
  const std::vector<Diagnostic> findings = check(recorded.script, options).diagnostics;
  std::string complaints;
  for (const Fault& fault : request.faults) {
    const bool found = std::ranges::any_of(
        findings, [&](const Diagnostic& finding) { return shares_line(recorded.script, finding, fault.span); });
    const auto codes = rules_on(findings, fault.span);
    if (found && codes.size() <= 1) continue;
    complaints += fmt::format("{} {}: {}: {} has {}\n", recorded.id, release_name(release), fault.message,
                              recorded.script.slice(fault.span), found ? fmt::format("{}", codes) : "no finding");
  }
  return complaints;
}

}  // namespace

TEST_CASE("what sbatch refuses is found, and by one rule") {
  const Site site = load_builtin_site("generic").value();
  const Selection rules = directive_rules(site);
  std::ifstream file(CONFORMANCE_CASES);
  REQUIRE(file.good());
  std::string complaints;
  int asked = 0;
  for (std::string line; std::getline(file, line);) {
    const conformance::Case recorded = conformance::read_case(nlohmann::json::parse(line));
    // What stands on a command line or in the environment has no place in the file.
    if (!recorded.arguments.empty() || !recorded.environment.empty() || is_exception(recorded.id)) continue;
    ++asked;
    for (const Release release : {Release::V22_05, Release::V24_11, Release::V26_05}) {
      CheckOptions options{.site = &site, .selection = &rules};
      options.submit.release = release;
      complaints += complaints_about(recorded, release, options);
    }
  }
  CHECK(asked > 2500);
  CHECK(complaints == "");
}

}  // namespace sbatchlint::testing
