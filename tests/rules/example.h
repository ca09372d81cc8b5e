// The examples of a rule's page, ready to be run: shared by the test and by the program that rewrites the pages.
//
// A fence says with further words how its text is meant: `crlf`, `bom`, `no-eol` (no final newline), `missing` (the
// file does not exist), `pedantic` (as with --pedantic), `site=ai-cloud`, `slurm=24.11`, `now=2026-09-13`. A `toml
// site` block holds a profile for the examples after it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lint/engine.h"
#include "lint/page.h"
#include "lint/rule.h"
#include "site/site.h"

namespace sbatchlint::testing {

struct Example {
  const Rule* rule = nullptr;
  bool bad = false;
  bool missing = false;
  bool pedantic = false;
  std::string text;
  std::optional<std::string_view> output;  // what stands in the page below a bad example
  std::optional<std::string> fixed;        // as a file, like `text`
  std::shared_ptr<const Site> site;
  std::optional<Release> release;
  std::int64_t now = 0;    // when it is submitted
  std::uint32_t line = 0;  // in the page, of the first line of its text

  // "SB201, line 14": to be found again.
  [[nodiscard]] std::string place() const;
};

// The examples of a page in their order. Fails, with the line, for an `output` or `fixed` block without a bad one above
// it, an unknown word in a fence, or a site that cannot be read.
[[nodiscard]] Result<std::vector<Example>> examples_of(const CatalogEntry& entry);

// What is found in `text` under the example's site and release by all rules that are on by default, and by the page's
// own rule. Sorted by place.
[[nodiscard]] std::vector<Diagnostic> findings_in(const Example& example, std::string text);

// The whole outcome of the same run, what was suppressed included.
[[nodiscard]] FileResult result_of(const Example& example, std::string text);

// The findings as a page shows them: `LINE:COLUMN: level CODE message`, then indented lines for related places, help
// and fixes. Lines and columns count from 1, columns in characters.
[[nodiscard]] std::string as_output(const std::vector<Diagnostic>& findings, std::string_view text);

// `text` after all fixes of the example's own rule, shown ones included.
struct FixedExample {
  std::string text;
  bool settled = true;
};
[[nodiscard]] FixedExample fixed_text(const Example& example);

// The bytes of a file as a page shows them in a fence with the same words: without what the fence cannot hold.
[[nodiscard]] std::string as_shown(std::string_view file);

}  // namespace sbatchlint::testing
