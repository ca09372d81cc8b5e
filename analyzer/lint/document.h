// Job scripts in documentation: the fenced blocks of Markdown, the literal blocks of reStructuredText, the listings of
// AsciiDoc. Each is linted by itself; what is found stands in the document.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine.h"

namespace sbatchlint {

enum class Markup : std::uint8_t { Markdown, Rst, AsciiDoc };

// By the suffix: .md, .markdown, .rst, .adoc, .asciidoc.
[[nodiscard]] std::optional<Markup> markup_of(std::string_view name);

// A block that holds a `#SBATCH` line. Its indentation is taken off.
struct ScriptBlock {
  std::string text;
  bool is_fragment = false;                // no first line `#!`: `text` begins with one that the document has not
  std::vector<std::uint32_t> line_starts;  // of the text's lines, where they begin in the document
  bool is_indented = false;
};
[[nodiscard]] std::vector<ScriptBlock> script_blocks(std::string_view document, Markup markup);

// Lints every block. Of a fragment, what it lacks is not said. A fix is kept where its bytes stand in the document one
// by one.
[[nodiscard]] FileResult check_document(SourceText document, Markup markup, const CheckOptions& options);

}  // namespace sbatchlint
