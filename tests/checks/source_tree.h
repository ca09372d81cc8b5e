// The checkout as the checks see it: our own C++ files, read whole.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sbatchlint::checks {

struct SourceFile {
  std::string path;  // from the root of the checkout: "analyzer/text/span.h"
  std::string text;
};

// Every .h, .hpp and .cpp in analyzer/, rules/ and tests/, sorted by path.
[[nodiscard]] std::vector<SourceFile> source_files();

// The lines of a text without their newlines; a last line without a newline counts.
[[nodiscard]] std::vector<std::string_view> lines_of(std::string_view text);

[[nodiscard]] bool is_header(std::string_view path);

}  // namespace sbatchlint::checks
