// Node names as Slurm writes many at once.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace sbatchlint {

// The names that a host list stands for, in its order: "a[08-10,3],b" is a08 a09 a10 a3 b. Several brackets multiply
// out ("r[1-2]n[1-2]" is four names). The digits before a dash give the width. Fails for unbalanced or nested brackets,
// an empty name or range, a range that runs backwards, and for more than 65,536 names.
// Slurm 26.05, src/common/hostlist.c, hostlist_create.
[[nodiscard]] Result<std::vector<std::string>> expand_host_list(std::string_view text);

}  // namespace sbatchlint
