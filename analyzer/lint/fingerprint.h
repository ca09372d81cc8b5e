// Names for findings that survive edits elsewhere in a file, moved lines and renamed files.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "lint/run_result.h"

namespace sbatchlint {

// Lower case, without leading zeros.
[[nodiscard]] std::string hexadecimal(std::uint64_t number);

// Our own: 16 hex digits of FNV-1a over the parts, a separator between them.
[[nodiscard]] std::string stable_hash(std::initializer_list<std::string_view> parts);

// `text` with every run of blanks, tabs and line breaks as one blank, none at the ends.
[[nodiscard]] std::string without_layout(std::string_view text);

// Rule and text, without layout and place: stable_hash of the code, the finding's text and its first line. `shown` is
// the file's printable_source.
[[nodiscard]] std::string content_fingerprint(const SourceText& shown, const Diagnostic& diagnostic);

}  // namespace sbatchlint
