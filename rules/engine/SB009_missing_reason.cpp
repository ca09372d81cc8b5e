// SB009 missing-reason. Reported where suppressions are read (lint/suppressions.h); the words are on the page.
#include "lint/rule.h"

namespace sbatchlint::rules {

extern constinit const Rule SB009_missing_reason{
    .code = "SB009",
    .name = "missing-reason",
    .group = Group::Engine,
    .stage = Stage::Text,
    .kind = RuleKind::Absence,
    .level = Level::Off,
    .fixes = Fixes::Never,
};

}  // namespace sbatchlint::rules
