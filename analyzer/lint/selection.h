// Which rules run and at which level: the rule's default, then the site, then the user. One pure function.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/rule.h"
#include "text/result.h"

namespace sbatchlint {

struct Site;

// What the user asked for. A selector is a code (`SB201`), a name (`missing-time`), a group (`SB2`) or `ALL`.
struct LevelOverride {
  std::string selector;
  Level level = Level::Warning;
};
struct SelectionOptions {
  std::vector<std::string> select;  // when not empty, only these run (and they run even if `off`)
  std::vector<std::string> ignore;  // these never run; wins over select
  std::vector<LevelOverride> levels;
  bool pedantic = false;  // also rules that are `off`, as notes, and low-confidence findings
};

struct SelectedRule {
  const Rule* rule = nullptr;
  std::string_view page;
  Level level = Level::Warning;  // never Off
  bool forced = false;           // the user gave the level: it overrides what single findings say
};

struct Selection {
  std::vector<SelectedRule> rules;  // sorted by code
  bool pedantic = false;
};

// Fails when a selector names no rule; the message offers the nearest code or name.
[[nodiscard]] Result<Selection> select_rules(std::span<const CatalogEntry> catalog, const SelectionOptions& options,
                                             const Site& site);

}  // namespace sbatchlint
