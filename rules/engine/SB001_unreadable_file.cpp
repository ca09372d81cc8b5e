// SB001 unreadable-file. Reported by the hosts, which alone read files; the words are on the page beside this file.
#include "lint/rule.h"

namespace sbatchlint::rules {

extern constinit const Rule SB001_unreadable_file{
    .code = "SB001",
    .name = "unreadable-file",
    .group = Group::Engine,
    .stage = Stage::Text,
    .level = Level::Error,
};

}  // namespace sbatchlint::rules
