// Splits the text of one directive line into words. Internal to this layer.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "options/release.h"
#include "slurm/directives.h"
#include "text/word.h"

namespace sbatchlint {

// Text that begins with the separator word (`hetjob`, or `packjob` of old, in any case) and a blank or nothing.
[[nodiscard]] bool begins_with_hetjob(std::string_view text);

// How a line is read.
struct ReadingMode {
  Release release = kNewestRelease;
  Placeholders placeholders = Placeholders::Text;
};

// Appends the words of `text`, which starts at `offset` of the file, and notes in `line` what cuts them short. The
// first fatal mistake is returned; words before it are appended.
std::optional<LineError> split_words(std::string_view text, std::uint32_t offset, const ReadingMode& mode,
                                     DirectiveLine& line, std::vector<Word>& words);

}  // namespace sbatchlint
