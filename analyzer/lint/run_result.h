// What a run found: owned by value, ready for any output. Holds no tree, no request, no Job; a summary of what the
// script asks for and runs where that was wanted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lint/diagnostic.h"
#include "lint/rule.h"
#include "lint/summary.h"
#include "text/source_text.h"

namespace sbatchlint {

// A finding that a comment, the configuration or a baseline silenced.
struct Suppressed {
  Diagnostic diagnostic;
  std::string reason;      // what the author wrote; may be empty
  bool in_source = false;  // by a comment (SARIF: inSource), else by configuration or baseline (external)
};

// One file that was looked at, or that could not be read (then `source` has a name only and SB001 is among the
// diagnostics).
struct FileResult {
  SourceText source;
  std::vector<Diagnostic> diagnostics;  // sorted by place, then code
  std::vector<Suppressed> suppressed;
  std::size_t fixed = 0;              // fixes that were made before; `source` and the findings are what came of it
  std::optional<JobSummary> summary;  // only where CheckOptions::summarise asks for it
};

// A rule that ran at another level than its own: by the site, the configuration or the command line.
struct ChangedLevel {
  const Rule* rule = nullptr;
  Level level = Level::Warning;
};

// An entry of the baseline that stands for nothing any more.
struct Settled {
  std::string path;  // absolute, or from the current folder
  std::string code;
  std::string fingerprint;  // content_fingerprint
  std::size_t count = 1;
};

struct RunResult {
  std::string version;                       // of sbatchlint
  std::string site;                          // name of the profile
  std::string slurm_version;                 // "24.11"; empty: not known
  std::vector<FileResult> files;             // in the order given, a directory's files by path
  std::span<const CatalogEntry> catalog;     // the rules that ran and their pages (SARIF metadata)
  std::vector<ChangedLevel> changed_levels;  // by code
  std::vector<Settled> settled;              // in the order of the baseline
  bool has_baseline = false;                 // only what is new is reported; what is not is among the suppressed
  bool internal_error = false;               // an SB000 was reported: exit 2

  [[nodiscard]] std::uint32_t count(Level level) const;
};

}  // namespace sbatchlint
