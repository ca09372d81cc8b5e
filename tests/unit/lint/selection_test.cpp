#include "lint/selection.h"

#include <string>
#include <vector>

#include "site/site.h"
#include "support/catch.hpp"

namespace sbatchlint {
namespace {

constexpr Rule kInternalError{.code = "SB000", .name = "internal-error", .level = Level::Error};
constexpr Rule kUnreadableFile{.code = "SB001", .name = "unreadable-file", .level = Level::Error};
constexpr Rule kTime{.code = "SB201", .name = "missing-time", .level = Level::Warning};
constexpr Rule kMemory{.code = "SB203", .name = "suspicious-memory-unit", .level = Level::Note};
constexpr Rule kShort{.code = "SB123", .name = "abbreviated-option", .level = Level::Off};
constexpr CatalogEntry kRules[] = {{.rule = &kInternalError, .page = {}},
                                   {.rule = &kUnreadableFile, .page = {}},
                                   {.rule = &kShort, .page = {}},
                                   {.rule = &kTime, .page = {}},
                                   {.rule = &kMemory, .page = {}}};

Site site_with(std::vector<SiteLevel> levels) {
  Site site;
  site.levels = std::move(levels);
  return site;
}

// "SB201=warning SB203=note": the rules that run, without the two that always do.
std::string selected(const SelectionOptions& options, const Site& site = {}) {
  const Result<Selection> selection = select_rules(kRules, options, site);
  if (!selection) return selection.error().message;
  std::string text;
  for (const SelectedRule& rule : selection.value().rules) {
    if (rule.rule == &kInternalError || rule.rule == &kUnreadableFile) continue;
    if (!text.empty()) text += ' ';
    text += std::string(rule.rule->code) + "=" + std::string(level_name(rule.level));
    if (rule.forced) text += "!";
  }
  return text;
}

TEST_CASE("rules run by default, site and user, in this order") {
  CHECK(selected({}) == "SB201=warning SB203=note");
  CHECK(selected({}, site_with({{.code = "SB201", .level = "error"}})) == "SB201=error SB203=note");
  CHECK(selected({}, site_with({{.code = "SB201", .level = "off"}})) == "SB203=note");
  CHECK(selected({.levels = {{"SB201", Level::Note}}}, site_with({{.code = "SB201", .level = "error"}})) ==
        "SB201=note! SB203=note");
  CHECK(selected({.levels = {{"SB2", Level::Note}, {"SB201", Level::Error}}}) == "SB201=error! SB203=note!");
  CHECK(selected({.levels = {{"SB201", Level::Off}}}) == "SB203=note");
}

TEST_CASE("a selector is a code, a name, the beginning of a code or ALL, in any case") {
  CHECK(selected({.select = {"SB201"}}) == "SB201=warning");
  CHECK(selected({.select = {"missing-time"}}) == "SB201=warning");
  CHECK(selected({.select = {"sb2"}}) == "SB201=warning SB203=note");
  CHECK(selected({.select = {"SB20"}}) == "SB201=warning SB203=note");
  CHECK(selected({.select = {"all"}}) == "SB123=note SB201=warning SB203=note");
  CHECK(selected({.select = {"SB2"}, .ignore = {"Missing-Time"}}) == "SB203=note");
}

TEST_CASE("a rule that is off runs when it is named, given a level, or with pedantic") {
  CHECK(selected({.select = {"SB123"}}) == "SB123=note");
  CHECK(selected({.levels = {{"SB123", Level::Error}}}) == "SB123=error! SB201=warning SB203=note");
  CHECK(selected({.pedantic = true}) == "SB123=note SB201=warning SB203=note");
  CHECK(selected({.ignore = {"SB123"}, .pedantic = true}) == "SB201=warning SB203=note");
}

TEST_CASE("what the engine says of itself cannot be turned off") {
  const Result<Selection> selection =
      select_rules(kRules, {.select = {"SB201"}, .ignore = {"SB0"}, .levels = {{"SB001", Level::Off}}}, {});
  REQUIRE(selection.ok());
  CHECK(selection.value().internal_error == &kInternalError);
  CHECK(selection.value().unreadable_file == &kUnreadableFile);
  CHECK(selection.value().rules.size() == 3);
}

TEST_CASE("a selector that names nothing is refused, with the nearest name") {
  CHECK(selected({.select = {"SB2O1"}}) == "no rule is called `SB2O1`; did you mean `SB201`?");
  CHECK(selected({.ignore = {"mising-time"}}) == "no rule is called `mising-time`; did you mean `missing-time`?");
  CHECK(selected({.levels = {{"sb999", Level::Note}}}) == "no rule is called `sb999`");
  CHECK(selected({.select = {"SB"}}) == "no rule is called `SB`");
  CHECK(selected({.select = {""}}) == "no rule is called ``");
}

TEST_CASE("levels are read by their names") {
  CHECK(parse_level("error") == Level::Error);
  CHECK(parse_level("off") == Level::Off);
  CHECK(parse_level("Error") == std::nullopt);
  CHECK(parse_level("") == std::nullopt);
}

}  // namespace
}  // namespace sbatchlint
