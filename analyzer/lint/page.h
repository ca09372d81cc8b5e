// A rule's page, read: Markdown with a fixed outline, the only place for the rule's words and examples.
//
//   # SB201: missing-time
//   One sentence: the summary.
//   ## Why
//   ## Bad          ```bash bad    ```text output    ```bash fixed
//   ## Good         ```bash good
//   ## See also
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace sbatchlint {

// A fenced block. The words of its opening line are the language and then attributes: "```bash bad crlf" has the
// language `bash` and the attributes `bad` and `crlf`.
struct PageBlock {
  std::string_view language;
  std::vector<std::string_view> attributes;
  std::string_view section;  // title of the section it stands in: "Bad"
  std::string_view text;     // its lines, each with its newline
  std::uint32_t line = 0;    // of the first line of `text` in the page, 1-based

  [[nodiscard]] bool has(std::string_view attribute) const;
};

// A `## ` heading and everything below it up to the next one, fences included, without blank lines at both ends.
struct PageSection {
  std::string_view title;
  std::string_view text;
};

// All views point into the text that was read.
struct Page {
  std::string_view code;     // "SB201"
  std::string_view name;     // "missing-time"
  std::string_view summary;  // the text between the title and the first section; one sentence
  std::vector<PageSection> sections;
  std::vector<PageBlock> blocks;  // in the order of the page

  // The text of a section, empty where the page has none.
  [[nodiscard]] std::string_view section(std::string_view title) const;
};

// Fails on a first line that is no `# CODE: name`, a missing summary or an unclosed fence; the message names the line.
[[nodiscard]] Result<Page> parse_page(std::string_view text);

}  // namespace sbatchlint
