// The bytes of one file and where its lines begin. Knows nothing of Slurm or of the shell.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace sbatchlint {

// Owns a file's bytes exactly as they are on disk (no decoding, no newline translation). Files are below 4 GiB.
class SourceText {
 public:
  SourceText() = default;
  // `name` is what the user called the file and what is printed: a path, or `<stdin>`.
  SourceText(std::string name, std::string bytes);

  [[nodiscard]] const std::string& name() const { return name_; }
  [[nodiscard]] std::string_view bytes() const { return bytes_; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(bytes_.size()); }
  // The text of a span; the part beyond the end of the file is left out.
  [[nodiscard]] std::string_view slice(Span span) const;

  // Number of lines. A final newline does not open a further line; an empty file has one line.
  [[nodiscard]] std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }
  // The 0-based line that holds the byte at `offset` (the last line for anything beyond the end).
  [[nodiscard]] std::uint32_t line_of(std::uint32_t offset) const;
  // The bytes of a 0-based line without its `\n` (a `\r` before it is kept).
  [[nodiscard]] Span line_span(std::uint32_t line) const;
  // The same with its `\n`, if it has one: deleting this span deletes the line.
  [[nodiscard]] Span full_line_span(std::uint32_t line) const;

 private:
  std::string name_;
  std::string bytes_;
  std::vector<std::uint32_t> line_starts_{0};
};

}  // namespace sbatchlint
