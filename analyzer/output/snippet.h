// The lines of a file that a finding is about, underlined.
//
//    3 | #SBATCH --gres=gpu:16
//      |                ^^^^^^
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "text/source_text.h"
#include "text/span.h"

namespace sbatchlint {

// A stretch to underline, with words behind the line: `^^^^` for what the finding points at, `----` for the rest.
struct Label {
  Span span;
  std::string_view message;
  bool primary = false;
};

// Escape sequences around the parts; all empty without colour.
struct SnippetStyle {
  std::string_view gutter;
  std::string_view primary;
  std::string_view secondary;
  std::string_view reset;
  std::uint32_t columns = 120;  // lines longer than this are cut around their first label
};

// The width of the line numbers' column for these labels, so that what stands around the snippet lines up with it.
[[nodiscard]] std::uint32_t gutter_width(const SourceText& source, std::span<const Label> labels);

// Appends the lines, opened and closed by an empty one: "   |". A label over more than four lines shows its first
// three.
void append_snippet(std::string& out, const SourceText& source, std::span<const Label> labels,
                    const SnippetStyle& style);

}  // namespace sbatchlint
