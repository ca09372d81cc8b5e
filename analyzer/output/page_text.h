// A rule's page for a terminal: Markdown lightly rendered, with the rule's metadata under the title.
#pragma once

#include <string>

#include "lint/page.h"
#include "lint/rule.h"

namespace sbatchlint {

struct PageStyle {
  bool color = false;
  unsigned columns = 80;  // paragraphs are filled to this width
};

// Appends title, summary, "level warning, fixes sometimes, since 0.1", and the sections. Code blocks are indented, and
// what their attributes say stands above them: "After the fix:".
void append_page(std::string& out, const Page& page, const Rule& rule, const PageStyle& style);

[[nodiscard]] std::string_view fixes_name(Fixes fixes);  // "never", "sometimes", "always"
[[nodiscard]] std::string_view group_name(Group group);  // "Directives"

}  // namespace sbatchlint
