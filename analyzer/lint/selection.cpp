#include "lint/selection.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

#include "site/site.h"
#include "text/nearest.h"

namespace sbatchlint {
namespace {

char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_word(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower_case, lower_case); }

// `SB2` and `SB20` begin codes; `S` and `SB` do not count as selectors.
bool begins_code(std::string_view selector, std::string_view code) {
  return selector.size() >= 3 && selector.size() <= code.size() && same_word(selector, code.substr(0, selector.size()));
}

bool selects(std::string_view selector, const Rule& rule) {
  return same_word(selector, "all") || same_word(selector, rule.name) || begins_code(selector, rule.code);
}

bool any_selects(std::span<const std::string> selectors, const Rule& rule) {
  return std::ranges::any_of(selectors, [&rule](const std::string& selector) { return selects(selector, rule); });
}

std::optional<Error> check_selectors(std::span<const CatalogEntry> catalog, const SelectionOptions& options) {
  for (const std::string& selector : options.select) {
    if (auto error = check_selector(catalog, selector)) return error;
  }
  for (const std::string& selector : options.ignore) {
    if (auto error = check_selector(catalog, selector)) return error;
  }
  for (const LevelOverride& override : options.levels) {
    if (auto error = check_selector(catalog, override.selector)) return error;
  }
  return std::nullopt;
}

// The level a rule runs at, `Off` where it does not run.
SelectedRule decide(const CatalogEntry& entry, const SelectionOptions& options, const Site& site) {
  const Rule& rule = *entry.rule;
  SelectedRule decided{.rule = &rule, .page = entry.page, .level = rule.level, .forced = false};
  if (const auto word = site.level_of(rule.code)) decided.level = parse_level(*word).value_or(decided.level);
  for (const LevelOverride& override : options.levels) {
    if (!selects(override.selector, rule)) continue;
    decided.level = override.level;
    decided.forced = true;
  }
  const bool named = any_selects(options.select, rule);
  const bool wanted = named || options.pedantic;
  if (decided.level == Level::Off && !decided.forced && wanted) decided.level = Level::Note;
  if (!options.select.empty() && !named) decided.level = Level::Off;
  if (any_selects(options.ignore, rule)) decided.level = Level::Off;
  return decided;
}

const Rule* engine_rule(std::span<const CatalogEntry> catalog, std::string_view code) {
  const CatalogEntry* entry = find_rule(catalog, code);
  assert(entry != nullptr);
  return entry == nullptr ? nullptr : entry->rule;
}

}  // namespace

Result<Selection> select_rules(std::span<const CatalogEntry> catalog, const SelectionOptions& options,
                               const Site& site) {
  if (auto error = check_selectors(catalog, options)) return std::move(*error);
  Selection selection;
  selection.pedantic = options.pedantic;
  selection.catalog = catalog;
  selection.internal_error = engine_rule(catalog, "SB000");
  selection.unreadable_file = engine_rule(catalog, "SB001");
  for (const CatalogEntry& entry : catalog) {
    SelectedRule decided = decide(entry, options, site);
    const bool always = entry.rule == selection.internal_error || entry.rule == selection.unreadable_file;
    if (always) decided = {.rule = entry.rule, .page = entry.page, .level = entry.rule->level, .forced = false};
    if (decided.level != Level::Off) selection.rules.push_back(decided);
  }
  return selection;
}

const CatalogEntry* find_rule(std::span<const CatalogEntry> catalog, std::string_view code_or_name) {
  const auto found = std::ranges::find_if(catalog, [code_or_name](const CatalogEntry& entry) {
    return same_word(code_or_name, entry.rule->code) || same_word(code_or_name, entry.rule->name);
  });
  return found == catalog.end() ? nullptr : &*found;
}

std::string no_such_rule(std::span<const CatalogEntry> catalog, std::string_view written) {
  std::vector<std::string_view> names;
  for (const CatalogEntry& entry : catalog) {
    names.push_back(entry.rule->code);
    names.push_back(entry.rule->name);
  }
  std::string message = "no rule is called `" + std::string(written) + "`";
  std::string upper_case(written);
  std::ranges::transform(upper_case, upper_case.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  const auto near = nearest(written, names);
  const auto near_code = near ? near : nearest(upper_case, names);
  if (near_code) message += "; did you mean `" + std::string(*near_code) + "`?";
  return message;
}

std::optional<Error> check_selector(std::span<const CatalogEntry> catalog, std::string_view selector) {
  const auto matches = [selector](const CatalogEntry& entry) { return selects(selector, *entry.rule); };
  if (std::ranges::any_of(catalog, matches)) return std::nullopt;
  return Error{.message = no_such_rule(catalog, selector), .place = std::nullopt};
}

std::optional<Level> parse_level(std::string_view word) {
  constexpr std::array kLevels = {Level::Off, Level::Note, Level::Warning, Level::Error};
  const auto found = std::ranges::find(kLevels, word, level_name);
  return found == kLevels.end() ? std::nullopt : std::optional(*found);
}

}  // namespace sbatchlint
