// The syntax tree of a piece of shell, flattened: the only place that knows tree-sitter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "syntax/node.h"

namespace sbatchlint {

// Why there is no tree.
enum class ParseStop : std::uint8_t { None, Budget, Memory, NulByte };

// What one parse may cost, counted in events, never in time, so that the answer is the same on every machine. The
// defaults let every script of the wild pass and end the inputs on which the grammar is quadratic.
struct ParseBudget {
  // tree-sitter reports once in a hundred parse operations.
  [[nodiscard]] static constexpr std::uint64_t reports(std::size_t bytes) { return 64 + bytes / 40; }
  // It asks for the text in chunks, more than once where it looks ahead.
  [[nodiscard]] static constexpr std::uint64_t reads(std::size_t bytes) {
    return 16 + 8 * ((bytes + kChunkBytes - 1) / kChunkBytes);
  }
  static constexpr std::uint32_t kChunkBytes = 256;
};

// What a parse did cost.
struct ParseCost {
  std::uint64_t reports = 0;
  std::uint64_t reads = 0;
  std::size_t arena_bytes = 0;
};

// Children of a node, in order. `for (NodeId child : tree.children(node))`.
class SyntaxTree;
class ChildRange {
 public:
  class Iterator {
   public:
    Iterator(const SyntaxNode* nodes, NodeId at) : nodes_(nodes), at_(at) {}
    [[nodiscard]] NodeId operator*() const { return at_; }
    Iterator& operator++() {
      at_ = nodes_[at_].after;
      return *this;
    }
    friend bool operator==(Iterator a, Iterator b) { return a.at_ == b.at_; }
    friend bool operator!=(Iterator a, Iterator b) { return a.at_ != b.at_; }

   private:
    const SyntaxNode* nodes_;
    NodeId at_;
  };

  ChildRange(const SyntaxNode* nodes, NodeId first, NodeId last) : nodes_(nodes), first_(first), last_(last) {}
  [[nodiscard]] Iterator begin() const { return {nodes_, first_}; }
  [[nodiscard]] Iterator end() const { return {nodes_, last_}; }
  [[nodiscard]] bool empty() const { return first_ == last_; }

 private:
  const SyntaxNode* nodes_;
  NodeId first_;
  NodeId last_;
};

// A parsed text. Empty (`size() == 0`) where the parse was stopped.
class SyntaxTree {
 public:
  [[nodiscard]] NodeId size() const { return static_cast<NodeId>(nodes_.size()); }
  [[nodiscard]] const SyntaxNode& node(NodeId id) const { return nodes_[id]; }
  [[nodiscard]] Kind kind(NodeId id) const { return nodes_[id].kind; }
  [[nodiscard]] ChildRange children(NodeId id) const { return {nodes_.data(), id + 1, nodes_[id].after}; }
  [[nodiscard]] ParseStop stop() const { return stop_; }
  [[nodiscard]] const ParseCost& cost() const { return cost_; }
  [[nodiscard]] bool has_error() const { return !nodes_.empty() && nodes_.front().has_error; }

 private:
  friend class TreeReader;
  std::vector<SyntaxNode> nodes_;
  ParseStop stop_ = ParseStop::None;
  ParseCost cost_;
};

// Whether a text ends where its author ended it, or may end in the middle of a statement.
enum class TextEnd : std::uint8_t { Own, CutOff };

// Parses `text` as bash. Never fails: what is not shell becomes Error nodes, and what costs too much stops with a
// reason. Deterministic in the text. Memory is the calling thread's arena (syntax/arena.h), empty again on return.
[[nodiscard]] SyntaxTree parse_shell(std::string_view text, TextEnd end = TextEnd::Own);

// The same without the short way round plain commands: what parse_shell is held against.
[[nodiscard]] SyntaxTree parse_every_line(std::string_view text);

// The grammar's name of each kind, and whether the grammar in use has it: for tests and for printing a tree.
[[nodiscard]] std::string_view kind_name(Kind kind);
[[nodiscard]] bool grammar_has(Kind kind);

}  // namespace sbatchlint
