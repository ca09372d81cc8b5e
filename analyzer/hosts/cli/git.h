// Questions to git, asked so that the configuration of a repository runs nothing.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "hosts/world/world.h"

namespace sbatchlint::cli {

// What `git WORDS` prints; nothing where git is missing or fails. It starts no pager and no file system monitor, writes
// no index, and fetches nothing.
[[nodiscard]] std::optional<std::string> ask_git(const std::vector<std::string>& words, const World& world);

// The changes of the work tree since a commit (its hash), as a diff without context. Beside that: no external diff, no
// text conversion, no filter and no submodule.
[[nodiscard]] std::optional<std::string> git_diff(const std::string& commit, const World& world);

}  // namespace sbatchlint::cli
