// Trees as text, to hold one against another.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "syntax/tree.h"

namespace sbatchlint::test {

// A line for each node: "3 word [5,9) 4 'text'".
inline std::vector<std::string> nodes_of(const SyntaxTree& tree, std::string_view text) {
  std::vector<std::string> lines;
  for (NodeId id = 0; id < tree.size(); ++id) {
    const SyntaxNode& node = tree.node(id);
    const std::string_view name = node.has_error ? "broken" : kind_name(node.kind);
    lines.push_back(std::to_string(id) + " " + std::string(name) + " [" + std::to_string(node.begin) + "," +
                    std::to_string(node.end) + ") " + std::to_string(node.after) + " '" +
                    std::string(text.substr(node.begin, node.end - node.begin)) + "'");
  }
  return lines;
}

// What the grammar reads in another way than bash: `a$b` behind a string ends in a `$`, and a lone `-` is lost.
inline bool has_known_mistake(const SyntaxTree& tree, std::string_view text) {
  for (NodeId id = 0; id < tree.size(); ++id) {
    if (tree.kind(id) == Kind::BareDollar) return true;
    // Two of `a` `b` in one command are one to it, and what comes before one in a word is another word.
    if (tree.kind(id) == Kind::CommandSubstitution && text[tree.node(id).begin] == '`') return true;
  }
  return false;
}

}  // namespace sbatchlint::test
