// A text that was parsed.
#pragma once

#include <string_view>
#include <utility>

#include "shell/shell_text.h"
#include "syntax/tree.h"

namespace sbatchlint {

struct Unit {
  explicit Unit(ShellText shell) : text(std::move(shell)), tree(parse_shell(text.bytes())) {}
  Unit(const Unit&) = delete;
  Unit& operator=(const Unit&) = delete;

  ShellText text;
  SyntaxTree tree;

  [[nodiscard]] Span span(NodeId node) const { return {.begin = tree.node(node).begin, .end = tree.node(node).end}; }
  [[nodiscard]] Span place(NodeId node) const { return text.place(span(node)); }
  [[nodiscard]] std::string_view slice(NodeId node) const { return text.slice(span(node)); }
};

}  // namespace sbatchlint
