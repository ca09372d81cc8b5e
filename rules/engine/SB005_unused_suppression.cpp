// SB005 unused-suppression. Reported where suppressions are read (lint/suppressions.h); the words are on the page.
#include "lint/rule.h"

namespace sbatchlint::rules {

extern constinit const Rule SB005_unused_suppression{
    .code = "SB005",
    .name = "unused-suppression",
    .group = Group::Engine,
    .stage = Stage::Text,
    .kind = RuleKind::Absence,
    .level = Level::Note,
    .fixes = Fixes::Always,
};

}  // namespace sbatchlint::rules
