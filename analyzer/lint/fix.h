// From fixes to text. Pure: which files are written, and whether, is the host's business.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/diagnostic.h"
#include "text/source_text.h"

namespace sbatchlint {

struct FixedText {
  std::string text;
  std::size_t applied = 0;  // fixes, each one whole
  std::size_t skipped = 0;  // fixes that would have changed what another one changed
};

// Applies, for each finding, its first fix that is `widest` or safer (Safe < Unsafe < Suggest). Findings are taken in
// the order of their first edits; a fix that touches what an earlier one changed is left out whole, to be found again
// in the text that comes out.
[[nodiscard]] FixedText apply_fixes(std::string_view text, std::span<const Diagnostic> diagnostics, Safety widest);

inline constexpr int kFixRounds = 10;

struct FixOutcome {
  std::string text;
  std::size_t applied = 0;
  bool settled = true;  // false: fixes were still wanted after kFixRounds, which is a bug of some rule
};

// Checks and fixes until nothing is left to fix. `check` is what finds: the engine with its options.
[[nodiscard]] FixOutcome fix_until_settled(const SourceText& source, Safety widest,
                                           const std::function<std::vector<Diagnostic>(const SourceText&)>& check);

}  // namespace sbatchlint
