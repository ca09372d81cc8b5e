// Conditions whose outcome is the same on every run: `[ 1 ]`, `[[ "$MODE" == debug ]]` after MODE=train, `((0))`.
#pragma once

#include <string_view>
#include <vector>

#include "shell/walker.h"

namespace sbatchlint {

// The words of `[ ... ]` or `[[ ... ]]` without its brackets; false where it is more than one simple test.
[[nodiscard]] bool test_words(const Unit& unit, NodeId test, Expander& expander, std::vector<Word>& words);

// What `test` makes of its words. Unknown unless every word is known and the test looks at nothing but them.
[[nodiscard]] Status test_status(const std::vector<Word>& words);

// What a test says inside of a job, as it stands in the script: `[ -z "$SLURM_JOB_ID" ]` fails there. Unknown for
// whatever is more than one question about a variable that every job has, or that the script has set itself.
[[nodiscard]] Status test_in_job(std::string_view test, Environment& environment);

// Of `((1))`, and of `((N > 2))` where N is known.
[[nodiscard]] Status arithmetic_status(std::string_view text, Environment& environment);

// Whether a known text matches the pattern of `case` or `[[ x == pattern ]]`. Unknown for patterns with more than `*`
// and `?` in them.
[[nodiscard]] Status pattern_status(std::string_view pattern, std::string_view text);

}  // namespace sbatchlint
