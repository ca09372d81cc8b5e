// The rows of spellings.tsv and lookalikes.tsv as scripts to be linted, with the places where findings belong.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace sbatchlint::shell_tables {

struct Row {
  std::string id;
  std::string rule;
  std::string site;
  std::string note;
  std::string script;      // shebang, directives, body; without the marks
  std::vector<Span> must;  // from the marks «…»: a finding begins in each
  std::vector<Span> may;   // from the marks ‹…›: a finding may begin there
  bool broken = false;     // columns or marks that do not add up
};

// Reads a table; lines that start with `#` are comments.
[[nodiscard]] std::vector<Row> read_table(std::string_view text);

}  // namespace sbatchlint::shell_tables
