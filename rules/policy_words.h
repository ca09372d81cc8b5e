// What findings about a site's policy have in common: its level, its words, its source.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "job/job.h"
#include "lint/report.h"
#include "lint/selection.h"

namespace sbatchlint::rules {

[[nodiscard]] inline Level level_of(const Policy& policy) { return parse_level(policy.level).value_or(Level::Warning); }

// The site's own words, or ours.
[[nodiscard]] inline std::string words_of(const Policy& policy, const std::string& ours) {
  return policy.message.empty() ? ours : policy.message;
}

// The site's own advice, or ours; then the source, so that a reader can look it up.
[[nodiscard]] inline std::string help_of(const Site& site, const Policy& policy, const std::string& ours) {
  std::string help = policy.help.empty() ? ours : policy.help;
  if (help.empty()) help = concat("a rule of ", site.title.empty() ? site.name : site.title);
  return help;
}

// The place of an option of the component, or of its header where it is not in the file.
[[nodiscard]] inline Span place_of(const Component& part, std::string_view option) {
  const OptionUse* use = part.effective(option);
  if (use == nullptr || use->parsed.span.empty()) return part.header;
  return use->parsed.span;
}

}  // namespace sbatchlint::rules
