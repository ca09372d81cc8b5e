// Names for lines as GitHub gives them; our own for findings are in lint/fingerprint.h.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "lint/fingerprint.h"

namespace sbatchlint {

// GitHub's `primaryLocationLineHash` of the first `most_lines` lines (lines end at CR LF, CR or LF; a final line break
// opens a last, empty line): 16 hex digits without leading zeros, `:`, and the how-manieth line with that hash it is.
// GitHub computes the same when a log is uploaded and warns where ours differs.
//
// The hash covers the first 100 UTF-16 units from the beginning of the line on, blanks and tabs left out and line
// breaks counted as one LF; the file ends with the unit 0xFFFF and then zeros. It is the polynomial of these units in
// 37, modulo 2^64.
[[nodiscard]] std::vector<std::string> github_line_hashes(std::string_view text, std::size_t most_lines);

}  // namespace sbatchlint
