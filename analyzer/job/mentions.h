// Searches in the text of the body, for rules that fall silent at any sign of something.
#pragma once

#include "job/job.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace sbatchlint {

// The text stands somewhere outside lines that are comments as a whole; heredocs, strings and ends of lines count,
// since a sign too many only silences. Case matters. `mentions(job, "SLURM_NTASKS")` is true for `python run.py
// $SLURM_NTASKS`.
[[nodiscard]] bool mentions(const Job& job, std::string_view text);
[[nodiscard]] bool mentions_any(const Job& job, std::span<const std::string_view> texts);

// The line that holds `offset` begins with `#`, blanks aside, and stands in no heredoc or string.
[[nodiscard]] bool in_comment_line(const Job& job, std::size_t offset);

// The same without regard to case (ASCII) and with comments: a commented launch line is a sign too. `texts` are lower
// case. `--distribution` and `SLURM_ARRAY` are no signs.
[[nodiscard]] bool hints_at(const Job& job, std::span<const std::string_view> texts);

// Text that is written to a file or submitted: a script of its own, and none of what this one runs. A heredoc or a
// string that a shell is given to run is no such text.
[[nodiscard]] bool is_of_nested_script(const Job& job, std::uint32_t offset);

// Behind an `exit`, or in a function that nobody calls.
[[nodiscard]] bool is_never_run(const Job& job, const Assignment& assignment);

// The variable is read in a test: `[ -n "$X" ]`, `[[ $X ]]`, `test $X`. Judged by what stands before it on its line.
[[nodiscard]] bool is_tested(const Job& job, const VariableUse& use);

}  // namespace sbatchlint
