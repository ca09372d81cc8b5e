// The file name of --output, --error or --input with its patterns, as Slurm expands them.
#pragma once

#include "job/job.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sbatchlint {

// `%j`, `%4a`: where it stands in the name.
struct LogPattern {
  char letter = '\0';
  std::size_t begin = 0;  // of the `%`
  std::size_t end = 0;    // behind the letter
};

// A name in a directive of the file, known in full. `%%` is no pattern, nor is `%` before any other letter.
// Slurm 22.05 to 26.05, src/slurmd/slurmstepd/fname.c.
class LogName {
 public:
  explicit LogName(const Word& word);

  [[nodiscard]] const std::string& text() const { return word_->text; }
  [[nodiscard]] Span span() const { return word_->span; }
  [[nodiscard]] const std::vector<LogPattern>& patterns() const { return patterns_; }
  [[nodiscard]] bool has_pattern(char letter) const { return end_of_pattern(letter).has_value(); }
  // Behind the first pattern of that letter, as an index into text().
  [[nodiscard]] std::optional<std::size_t> end_of_pattern(char letter) const;

  // The log goes nowhere: `/dev/null`, or `none`, which Slurm reads as that.
  [[nodiscard]] bool is_discarded() const;
  // Slurm reads no pattern at all in a name with a backslash.
  [[nodiscard]] bool has_backslash() const { return text().find('\\') != std::string::npos; }
  // Tasks of an array never share it: `%a`, `%j` (a task's own id) or `%J`; also `%b` and `%S` of later releases, which
  // earlier ones do not read.
  [[nodiscard]] bool is_own_for_each_task() const;
  // Index of the last dot of the file's own name, or the end: where something may be added to the stem.
  [[nodiscard]] std::size_t suffix() const;
  // Where text()[0] stands in the file; nothing where quotes or escapes stand inside the name.
  [[nodiscard]] std::optional<std::uint32_t> text_offset(const SourceText& source) const;

 private:
  const Word* word_;
  std::vector<LogPattern> patterns_;
};

// The name that a log option effectively has, where a directive of the file gives it in full. Lives as long as the
// component.
[[nodiscard]] std::optional<LogName> log_name(const Component& component, std::string_view option);

}  // namespace sbatchlint
