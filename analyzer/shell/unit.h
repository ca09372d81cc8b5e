// A text that was parsed.
#pragma once

#include <string_view>
#include <utility>

#include "shell/scanner.h"
#include "shell/shell_text.h"
#include "syntax/tree.h"

namespace sbatchlint {

struct Unit {
  explicit Unit(ShellText shell, TextEnd end = TextEnd::Own)
      : text(std::move(shell)), tree(parse_shell(text.bytes(), end)) {
    if (tree.has_error() || tree.size() == 0) scan = scan_shell(text.bytes());
  }
  Unit(const Unit&) = delete;
  Unit& operator=(const Unit&) = delete;

  ShellText text;
  SyntaxTree tree;
  Scan scan;  // only where the tree has errors, or where there is none

  [[nodiscard]] Span span(NodeId node) const { return {.begin = tree.node(node).begin, .end = tree.node(node).end}; }
  [[nodiscard]] Span place(NodeId node) const { return text.place(span(node)); }
  [[nodiscard]] std::string_view slice(NodeId node) const { return text.slice(span(node)); }
};

}  // namespace sbatchlint
