// SB310 required-option. Why, and examples: the page beside this file.
#include <algorithm>
#include <string>
#include <string_view>

#include "job/facts.h"
#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"
#include "rules/policy_words.h"

namespace sbatchlint::rules {
namespace {

std::string alternatives(const RequiredOption& required) {
  std::string text;
  for (const std::string& option : required.options) text += concat(text.empty() ? "" : " or ", "`--", option, "`");
  return text;
}

// A missing --time is SB201's to say.
bool is_missing(const RequiredOption& required, const Component& part) {
  const auto given = [&](const std::string& option) { return part.effective(option) != nullptr; };
  return required.options.front() != "time" && std::ranges::none_of(required.options, given);
}

// Options that carry over from one component to the next are missing once.
void required_option(const Job& job, Report& report) {
  if (job.site.required.empty() || !job.is_batch_script() || !is_job_for_certain(job)) return;
  const Component& part = job.request.components.front();
  const Facts facts = facts_of(job, part);
  for (const RequiredOption& required : job.site.required) {
    if (!is_missing(required, part) || !holds(required.policy.when, facts)) continue;
    const Level level = level_of(required.policy);
    if (level == Level::Off) continue;
    report
        .at(part.header, "{}",
            words_of(required.policy, concat("this site wants ", alternatives(required), " for such a job")))
        .help(help_of(job.site, required.policy, {}))
        .level(level);
  }
}

}  // namespace

extern constinit const Rule SB310_required_option{
    .code = "SB310",
    .name = "required-option",
    .group = Group::Site,
    .kind = RuleKind::Absence,
    .level = Level::Error,
    .check = required_option,
};

}  // namespace sbatchlint::rules
