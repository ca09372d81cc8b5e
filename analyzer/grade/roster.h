// A list of students: Moodle's grading worksheet, Canvas's gradebook, or any CSV with a header.
#pragma once

#include <string_view>
#include <vector>

#include "grade/grade.h"
#include "text/result.h"

namespace sbatchlint {

// The identifier is the column "Identifier" (`Participant 101` is 101), "ID", "student" or "id"; the name is "Full
// name", "Student" or "name". Fails where there is no column for an identifier.
[[nodiscard]] Result<std::vector<RosterEntry>> read_roster(std::string_view csv);

}  // namespace sbatchlint
