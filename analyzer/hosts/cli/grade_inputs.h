// Folders, archives and files of submissions, read for grading.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "grade/rubric.h"
#include "grade/submission.h"
#include "hosts/world/world.h"

namespace sbatchlint::cli {

// Everything that lies in a path, archives opened, also those inside; never fails, as somebody's submission may be what
// cannot be read. Links are not followed. Bytes are kept of what may be a job script: by its name, by a task of the
// rubric, or by a `#SBATCH` at the beginning of a line.
[[nodiscard]] Container read_container(const std::string& path, const Rubric& rubric, std::size_t max_file_size,
                                       const World& world);

}  // namespace sbatchlint::cli
