// Which rules run and at which level: the rule's default, then the site, then the user. One pure function.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rule.h"
#include "text/result.h"

namespace sbatchlint {

struct Site;

// What the user asked for. A selector is a code (`SB201`), a name (`missing-time`), the beginning of a code (`SB2`: a
// group) or `ALL`; letter case is free.
struct LevelOverride {
  std::string selector;
  Level level = Level::Warning;
};
struct SelectionOptions {
  std::vector<std::string> select;    // when not empty, only these run (and they run even if `off`)
  std::vector<std::string> ignore;    // these never run; wins over select
  std::vector<LevelOverride> levels;  // the last one that names a rule counts; `off` ignores it
  bool pedantic = false;              // also rules that are `off`, as notes, and low-confidence findings
};

struct SelectedRule {
  const Rule* rule = nullptr;
  std::string_view page;
  Level level = Level::Warning;  // never Off
  bool forced = false;           // the user gave the level: it overrides what single findings say
};

struct Selection {
  std::vector<SelectedRule> rules;  // sorted by code; those that run
  bool pedantic = false;
  std::span<const CatalogEntry> catalog;  // every rule there is, selected or not
  // The engine's own diagnostics are part of every run: that a file was not read or a rule failed is never hidden.
  const Rule* internal_error = nullptr;   // SB000
  const Rule* unreadable_file = nullptr;  // SB001
};

// Fails when a selector names no rule; the message offers the nearest code or name. `catalog` holds SB000 and SB001.
[[nodiscard]] Result<Selection> select_rules(std::span<const CatalogEntry> catalog, const SelectionOptions& options,
                                             const Site& site);

// The entry of a code or a name, letter case aside; null where there is none.
[[nodiscard]] const CatalogEntry* find_rule(std::span<const CatalogEntry> catalog, std::string_view code_or_name);

// "no rule is called `SB20l`; did you mean `SB201`?"
[[nodiscard]] std::string no_such_rule(std::span<const CatalogEntry> catalog, std::string_view written);

// The error for a selector that names no rule of the catalog; nothing where it does.
[[nodiscard]] std::optional<Error> check_selector(std::span<const CatalogEntry> catalog, std::string_view selector);

// Reads "error", "warning", "note" or "off".
[[nodiscard]] std::optional<Level> parse_level(std::string_view word);

}  // namespace sbatchlint
