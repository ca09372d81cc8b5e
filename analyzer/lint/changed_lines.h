// Which lines are new since a revision, as `git diff --unified=0` tells.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "lint/run_result.h"

namespace sbatchlint {

// 0-based, both ends included.
struct LineRange {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
};

// By the file's path from the root of the repository. Where lines were only deleted, the two around the place count;
// all lines of a file that git or .gitattributes takes for binary.
using ChangedLines = std::map<std::string, std::vector<LineRange>>;

[[nodiscard]] ChangedLines read_changed_lines(std::string_view git_diff);

// Moves the findings that touch none of the lines to the suppressed ones.
void keep_changed(FileResult& file, const std::vector<LineRange>& changed, std::string_view reason);

}  // namespace sbatchlint
