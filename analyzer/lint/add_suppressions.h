// --add-suppressions: a comment for every finding there is, so that a project starts clean and hears of what is new.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "lint/run_result.h"
#include "text/source_text.h"

namespace sbatchlint {

struct AddedSuppressions {
  std::string text;
  std::size_t added = 0;  // comments
};

// Puts `# sbatchlint: disable=CODES REASON` behind the line of each finding, or above it where a comment cannot stand
// behind, or one for the whole file where neither can. Each is tried: it stays only where `check` then finds the same
// as before, less what it silences. What cannot be silenced stays as it is. `reason` is one line without blanks at its
// ends, and not empty.
[[nodiscard]] AddedSuppressions add_suppressions(const SourceText& source, std::string_view reason,
                                                 const std::function<FileResult(const SourceText&)>& check);

}  // namespace sbatchlint
