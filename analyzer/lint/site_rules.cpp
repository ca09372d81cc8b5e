#include "lint/site_rules.h"

#include <algorithm>
#include <string_view>

#include "job/facts.h"
#include "job/job.h"
#include "lint/match_command.h"
#include "lint/report.h"
#include "lint/selection.h"

namespace sbatchlint {

namespace {

// The page that a declaration amounts to, so that every output treats it like the others.
std::string page_of(const SiteRule& rule) {
  std::string page =
      concat("# ", rule.code, ": ", rule.name, "\n\n", rule.message, ".\n\n## Why\n\nA rule of this site.");
  if (!rule.docs.empty()) page += concat(" See ", rule.docs, ".");
  if (!rule.source.text.empty()) page += concat("\n\nSource: ", rule.source.text, " (", rule.source.as_of, ").");
  const auto add = [&](std::string_view title, std::string_view attribute, const std::vector<std::string>& scripts) {
    page += concat("\n\n## ", title, "\n");
    for (const std::string& script : scripts) {
      page += concat("\n```bash ", attribute, "\n", script, script.ends_with('\n') ? "" : "\n", "```\n");
    }
  };
  add("Bad", "bad", rule.bad);
  add("Good", "good", rule.good);
  return page;
}

Rule rule_of(const SiteRule& declared) {
  Rule rule;
  rule.code = declared.code;
  rule.name = declared.name;
  rule.group = Group::SiteRules;
  rule.stage = declared.commands.empty() ? Stage::Request : Stage::Script;
  rule.level = parse_level(declared.level).value_or(Level::Warning);
  rule.declared = &declared;
  return rule;
}

void tell_declared(const SiteRule& rule, Span span, Report& report) {
  auto finding = report.at(span, "{}", rule.message);
  std::string help = rule.help;
  if (help.empty() && !rule.docs.empty()) help = concat("see ", rule.docs);
  finding.help(std::move(help));
}

}  // namespace

SiteCatalog::SiteCatalog(std::span<const CatalogEntry> built_in, const Site& site)
    : entries_(built_in.begin(), built_in.end()) {
  for (const SiteRule& declared : site.rules) {
    rules_.push_back(std::make_unique<const Rule>(rule_of(declared)));
    pages_.push_back(std::make_unique<const std::string>(page_of(declared)));
    entries_.push_back({.rule = rules_.back().get(), .page = *pages_.back()});
  }
  std::ranges::stable_sort(entries_, {}, [](const CatalogEntry& entry) { return entry.rule->code; });
}

void check_declared(const SiteRule& rule, const Job& job, Report& report) {
  const auto& parts = job.request.components;
  const auto part = std::ranges::find_if(
      parts, [&](const Component& component) { return holds(rule.when, facts_of(job, component)); });
  if (part == parts.end()) return;
  if (rule.commands.empty()) {
    const bool is_job = std::ranges::any_of(parts, [](const Component& component) { return !component.uses.empty(); });
    if (is_job && job.is_batch_script()) tell_declared(rule, part->header, report);
    return;
  }
  for (const Call& call : job.calls()) {
    const auto is_it = [&](const CommandPattern& command) {
      return matches_command(command, chain_to(job.script, *call.command, call.position)) == Truth::True;
    };
    if (std::ranges::any_of(rule.commands, is_it)) tell_declared(rule, call.invocation().span, report);
  }
}

}  // namespace sbatchlint
