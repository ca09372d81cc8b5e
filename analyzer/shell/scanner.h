// A second, simpler reading of shell text, for where the grammar fails: it splits the text into statements and finds
// what was opened and never closed. It knows no trees and no values, but quotes, heredocs and reserved words as bash
// does.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "shell/script.h"
#include "text/span.h"

namespace sbatchlint {

struct ScannedStatement {
  Span span;
  std::vector<Span> heredocs;  // bodies of its heredocs, with the lines that end them
  bool background = false;     // `&` stands behind it
};

struct Scan {
  // Complete statements outside of any other: `if ... fi`, `a && b`. In the order of the text, without overlap.
  std::vector<ScannedStatement> outermost;
  // Simple commands wherever they stand, other than in `$(...)`.
  std::vector<ScannedStatement> simple;
  // At most one: what stays open where the text ends, or where something around it is closed.
  std::vector<SyntaxProblem> problems;
  // Where an unquoted `<` stands in front of a letter: a redirect, or a placeholder such as `<name>`.
  std::vector<std::uint32_t> angle_brackets;
  // Something is no shell, and unlike `problems` not for want of an end.
  bool broken = false;
};

// Linear in the size of the text; any bytes are fine.
[[nodiscard]] Scan scan_shell(std::string_view text);

}  // namespace sbatchlint
