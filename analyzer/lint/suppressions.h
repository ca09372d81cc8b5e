// Comments by which an author silences a finding: `# sbatchlint: disable=SB601 the course asks for it`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lint/diagnostic.h"
#include "lint/rule.h"
#include "lint/run_result.h"
#include "lint/selection.h"
#include "shell/script.h"
#include "text/source_text.h"
#include "text/span.h"

namespace sbatchlint {

// One code or name of a comment's list. Views point into the file.
struct SuppressedName {
  std::string_view written;
  Span span;
  const Rule* rule = nullptr;  // null for `all` and for what names no rule
  bool used = false;           // it silenced something
};

// One comment that was understood:
//   command  # sbatchlint: disable=SB601 reason     the findings that touch this line
//   # sbatchlint: disable=SB601,SB201 reason        on a line of its own: those that touch the next line
//   # sbatchlint: disable-start=SB601 reason        from here to `disable-end=SB601`, or to the end of the file
//   # sbatchlint: disable-file=missing-time reason  the whole file, wherever the comment stands
// The names are codes, rule names, or `all`. Slurm cuts a directive at `#`, so a comment may stand behind one.
struct Suppression {
  Span comment;  // from its `#` to the end of the line
  bool own_line = false;
  std::uint32_t first_line = 0;  // 0-based lines that it covers
  std::uint32_t last_line = 0;
  std::vector<SuppressedName> names;
  std::string reason;
};

// A comment that says `sbatchlint:` and is none of the above.
struct SuppressionError {
  Span span;
  std::string message;  // "`disabel` is not a suppression"
};

struct Suppressions {
  std::vector<Suppression> list;
  std::vector<SuppressionError> errors;
};

// Finds the comments of a file. A `#` counts at the start of a line or behind a blank, and not inside a heredoc or a
// string that spans lines.
[[nodiscard]] Suppressions read_suppressions(const SourceText& source, const Script& script);

// Moves what is silenced from `diagnostics` to `suppressed`, and adds SB004 (a name that is no rule, a comment that is
// not understood), SB009 (no reason is given) and SB005 (a name that silenced nothing, although its rule ran) where
// they are selected. SB000 and SB001 cannot be silenced.
void apply_suppressions(const SourceText& source, Suppressions suppressions, const Selection& selection,
                        std::vector<Diagnostic>& diagnostics, std::vector<Suppressed>& suppressed);

}  // namespace sbatchlint
