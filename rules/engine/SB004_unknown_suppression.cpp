// SB004 unknown-suppression. Reported where suppressions are read (lint/suppressions.h); the words are on the page.
#include "lint/rule.h"

namespace sbatchlint::rules {

extern constinit const Rule SB004_unknown_suppression{
    .code = "SB004",
    .name = "unknown-suppression",
    .group = Group::Engine,
    .stage = Stage::Text,
    .level = Level::Warning,
    .fixes = Fixes::Sometimes,
};

}  // namespace sbatchlint::rules
