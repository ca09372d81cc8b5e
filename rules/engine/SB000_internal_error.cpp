// SB000 internal-error. Reported by the engine itself; the words are on the page beside this file.
#include "lint/rule.h"

namespace sbatchlint::rules {

extern constinit const Rule SB000_internal_error{
    .code = "SB000",
    .name = "internal-error",
    .group = Group::Engine,
    .stage = Stage::Text,
    .level = Level::Error,
};

}  // namespace sbatchlint::rules
