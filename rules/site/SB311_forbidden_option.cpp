// SB311 forbidden-option. Why, and examples: the page beside this file.
#include <algorithm>
#include <string>
#include <string_view>

#include "job/facts.h"
#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/policy_words.h"

namespace sbatchlint::rules {
namespace {

// As written or as Slurm spells it.
bool has_value(const ForbiddenOption& forbidden, const OptionUse& use) {
  if (forbidden.values.empty()) return true;
  if (use.state != ValueState::Known) return false;
  const std::string_view written = use.parsed.value ? std::string_view(use.parsed.value->text) : std::string_view();
  return std::ranges::any_of(forbidden.values, [&](const std::string& pattern) {
    return matches_pattern(pattern, use.canonical) || matches_pattern(pattern, written);
  });
}

void forbidden_option(const Job& job, Report& report) {
  if (job.site.forbidden.empty()) return;
  for (const Component& part : job.request.components) {
    const Facts facts = facts_of(job, part);
    for (const ForbiddenOption& forbidden : job.site.forbidden) {
      const OptionUse* use = part.effective(forbidden.option);
      if (use == nullptr || use->component != part.index || !has_value(forbidden, *use)) continue;
      const Level level = level_of(forbidden.policy);
      if (level == Level::Off || !holds(forbidden.policy.when, facts)) continue;
      const std::string value =
          forbidden.values.empty() || !use->parsed.value ? std::string() : concat("=", use->parsed.value->text);
      report
          .at(place_of(part, forbidden.option), "{}",
              words_of(forbidden.policy, concat("this site does not take `--", forbidden.option, value, "`")))
          .help(help_of(job.site, forbidden.policy, "leave it out"))
          .level(level);
    }
  }
}

}  // namespace

extern constinit const Rule SB311_forbidden_option{
    .code = "SB311",
    .name = "forbidden-option",
    .group = Group::Site,
    .level = Level::Error,
    .command_lines = CommandLines::Requests,
    .check = forbidden_option,
};

}  // namespace sbatchlint::rules
