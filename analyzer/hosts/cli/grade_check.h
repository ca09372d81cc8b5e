// grade --check: a rubric is whole, and its samples come out as it says.
#pragma once

#include "hosts/cli/grading.h"
#include "hosts/world/world.h"

namespace sbatchlint::cli {

// Prints what the rubric is worth, advice, and every sample that does not hold; the exit status.
[[nodiscard]] int check_rubric(Grading& grading, const World& world);

}  // namespace sbatchlint::cli
