// Parses with tree-sitter and copies what matters of its tree into one flat array, in one cursor walk.
#include "syntax/tree.h"

#include <tree_sitter/api.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include "syntax/arena.h"
#include "syntax/short_text.h"

extern "C" const TSLanguage* tree_sitter_bash();

namespace sbatchlint {
namespace {

// How much of a node is taken over.
enum class Take : std::uint8_t {
  Drop,      // nothing
  Leaf,      // the node alone
  Expanded,  // its children only where an expansion stands in its text
  All,       // the node and its children
};

struct KindRow {
  std::string_view name;
  Kind kind;
  Take take;
  bool named = true;
};

constexpr KindRow kKinds[] = {
    {"program", Kind::Program, Take::All},
    {"command", Kind::Command, Take::All},
    {"command_name", Kind::CommandName, Take::All},
    {"variable_assignment", Kind::VariableAssignment, Take::All},
    {"variable_assignments", Kind::VariableAssignments, Take::All},
    {"declaration_command", Kind::DeclarationCommand, Take::All},
    {"unset_command", Kind::UnsetCommand, Take::All},
    {"test_command", Kind::TestCommand, Take::All},
    {"negated_command", Kind::NegatedCommand, Take::All},
    {"redirected_statement", Kind::RedirectedStatement, Take::All},
    {"pipeline", Kind::Pipeline, Take::All},
    {"list", Kind::List, Take::All},
    {"subshell", Kind::Subshell, Take::All},
    {"compound_statement", Kind::CompoundStatement, Take::All},
    {"function_definition", Kind::FunctionDefinition, Take::All},
    {"if_statement", Kind::IfStatement, Take::All},
    {"elif_clause", Kind::ElifClause, Take::All},
    {"else_clause", Kind::ElseClause, Take::All},
    {"while_statement", Kind::WhileStatement, Take::All},
    {"for_statement", Kind::ForStatement, Take::All},
    {"c_style_for_statement", Kind::CStyleForStatement, Take::All},
    {"do_group", Kind::DoGroup, Take::All},
    {"case_statement", Kind::CaseStatement, Take::All},
    {"case_item", Kind::CaseItem, Take::All},
    {"file_redirect", Kind::FileRedirect, Take::All},
    {"heredoc_redirect", Kind::HeredocRedirect, Take::All},
    {"herestring_redirect", Kind::HerestringRedirect, Take::All},
    {"heredoc_start", Kind::HeredocStart, Take::Leaf},
    {"heredoc_body", Kind::HeredocBody, Take::Expanded},
    {"heredoc_end", Kind::HeredocEnd, Take::Leaf},
    {"file_descriptor", Kind::FileDescriptor, Take::Leaf},
    {"word", Kind::Word, Take::Leaf},
    {"number", Kind::Number, Take::Expanded},
    {"string", Kind::String, Take::Expanded},
    {"raw_string", Kind::RawString, Take::Leaf},
    {"ansi_c_string", Kind::AnsiCString, Take::Leaf},
    {"translated_string", Kind::TranslatedString, Take::All},
    {"concatenation", Kind::Concatenation, Take::All},
    {"simple_expansion", Kind::SimpleExpansion, Take::Leaf},
    {"expansion", Kind::Expansion, Take::Expanded},
    {"command_substitution", Kind::CommandSubstitution, Take::All},
    {"process_substitution", Kind::ProcessSubstitution, Take::All},
    {"arithmetic_expansion", Kind::ArithmeticExpansion, Take::All},
    {"brace_expression", Kind::BraceExpression, Take::Leaf},
    {"array", Kind::Array, Take::All},
    {"subscript", Kind::Subscript, Take::All},
    {"variable_name", Kind::VariableName, Take::Leaf},
    {"regex", Kind::Regex, Take::Leaf},
    {"extglob_pattern", Kind::ExtglobPattern, Take::Leaf},
    {"comment", Kind::Other, Take::Drop},
    {"string_content", Kind::Other, Take::Drop},
    {"heredoc_content", Kind::Other, Take::Drop},
    {"special_variable_name", Kind::VariableName, Take::Leaf},
    {"then", Kind::Then, Take::Leaf, false},
    {"in", Kind::In, Take::Leaf, false},
    {"&&", Kind::And, Take::Leaf, false},
    {"||", Kind::Or, Take::Leaf, false},
    {"|", Kind::Pipe, Take::Leaf, false},
    {"|&", Kind::PipeBoth, Take::Leaf, false},
    {"&", Kind::Background, Take::Leaf, false},
    {";;", Kind::CaseBreak, Take::Leaf, false},
    {";&", Kind::CaseBreak, Take::Leaf, false},
    {";;&", Kind::CaseBreak, Take::Leaf, false},
    {"$", Kind::BareDollar, Take::Leaf, false},
};

struct SymbolMeaning {
  Kind kind = Kind::Other;
  Take take = Take::Drop;
};

// What each of the grammar's symbol numbers means here. Read from the grammar's own names once, so that a grammar of
// another version only has to keep its names.
class SymbolTable {
 public:
  SymbolTable() {
    const TSLanguage* const language = tree_sitter_bash();
    const auto count = std::min<std::uint32_t>(ts_language_symbol_count(language), kMaxSymbols);
    for (std::uint32_t i = 0; i < count; ++i) {
      const auto symbol = static_cast<TSSymbol>(i);
      const bool named = ts_language_symbol_type(language, symbol) != TSSymbolTypeAnonymous;
      meanings_[i] = meaning_of(ts_language_symbol_name(language, symbol), named);
    }
  }

  [[nodiscard]] SymbolMeaning operator[](TSSymbol symbol) const {
    if (symbol == static_cast<TSSymbol>(-1)) return {Kind::Error, Take::All};
    return symbol < kMaxSymbols ? meanings_[symbol] : SymbolMeaning{Kind::Other, Take::All};
  }

  [[nodiscard]] bool has(Kind kind) const {
    return std::any_of(meanings_.begin(), meanings_.end(), [kind](SymbolMeaning m) { return m.kind == kind; });
  }

 private:
  static constexpr std::uint32_t kMaxSymbols = 320;

  static SymbolMeaning meaning_of(std::string_view name, bool named) {
    for (const KindRow& row : kKinds) {
      if (row.named == named && row.name == name) return {row.kind, row.take};
    }
    return {Kind::Other, named ? Take::All : Take::Drop};
  }

  std::array<SymbolMeaning, kMaxSymbols> meanings_{};
};

const SymbolTable& symbols() {
  static const SymbolTable kTable;
  return kTable;
}

// One parse as the callbacks see it. Left by longjmp: nothing in it has a destructor.
struct Parse {
  std::string_view text;
  std::size_t whole = 0;  // bytes of the text that this is the short one of
  TSTree* tree = nullptr;
  ParseCost cost;
  ParseStop stop = ParseStop::None;
};

const char* read_chunk(void* payload, std::uint32_t at, TSPoint /*point*/, std::uint32_t* length) {
  auto& parse = *static_cast<Parse*>(payload);
  if (++parse.cost.reads > ParseBudget::reads(parse.whole)) {
    parse.stop = ParseStop::Budget;
    arena::abandon();
  }
  const std::size_t begin = std::min<std::size_t>(at, parse.text.size());
  *length = static_cast<std::uint32_t>(std::min<std::size_t>(ParseBudget::kChunkBytes, parse.text.size() - begin));
  return parse.text.data() + begin;
}

bool over_budget(TSParseState* state) {
  auto& parse = *static_cast<Parse*>(state->payload);
  if (++parse.cost.reports <= ParseBudget::reports(parse.whole)) return false;
  parse.stop = ParseStop::Budget;
  return true;
}

bool has_expansion(std::string_view text, SyntaxNode node) {
  // The first byte may be the `$` of an expansion itself; the question is what stands inside.
  const std::string_view inside = text.substr(node.begin, node.end - node.begin).substr(1);
  return std::memchr(inside.data(), '$', inside.size()) != nullptr ||
         std::memchr(inside.data(), '`', inside.size()) != nullptr;
}

bool descends(std::string_view text, Take take, const SyntaxNode& node) {
  if (take == Take::All) return true;
  if (take != Take::Expanded || node.begin >= node.end) return false;
  return node.has_error || node.kind == Kind::HeredocBody || has_expansion(text, node);
}

// A node around the cursor, and where its last child so far ends.
struct OpenNode {
  NodeId node = 0;
  std::uint32_t last_end = 0;
};

// Two words of one command, or behind one redirect, with a line's end between them. Newlines are blanks to the grammar,
// and now and then, behind a pipeline, it takes the lines that follow for further words.
bool swallows_line(std::string_view text, const OpenNode& parent, const SyntaxNode& child) {
  for (std::uint32_t at = parent.last_end; at < child.begin; ++at) {
    if (text[at] != '\n') continue;
    const std::uint32_t before = at > 0 && text[at - 1] == '\r' ? at - 1 : at;
    if (before == 0 || text[before - 1] != '\\') return true;
  }
  return false;
}

// Nodes whose children are statements, one after the other.
bool holds_statements(Kind kind) {
  switch (kind) {
    case Kind::Program:
    case Kind::Error:
    case Kind::Subshell:
    case Kind::CompoundStatement:
    case Kind::IfStatement:
    case Kind::ElifClause:
    case Kind::ElseClause:
    case Kind::WhileStatement:
    case Kind::DoGroup:
    case Kind::CaseItem:
    case Kind::CommandSubstitution:
    case Kind::ProcessSubstitution: return true;
    default: return false;
  }
}

// Copies the tree of a short text in document order, with the plain commands back in their places.
class Flattening {
 public:
  Flattening(std::string_view text, ShortText& shorter, std::vector<SyntaxNode>& nodes)
      : text_(text), shorter_(shorter), nodes_(nodes) {}

  // False where a stand-in is no statement: then the tree is not that of the text.
  bool run(TSNode root) {
    nodes_.reserve(ts_node_descendant_count(root) + shorter_.nodes().size());
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    for (;;) {
      if (add(ts_tree_cursor_current_node(&cursor)) && ts_tree_cursor_goto_first_child(&cursor)) {
        open_.push_back({.node = added_, .last_end = nodes_.back().begin});
        if (open_.size() == 1) add_plain(0, shorter_.leading());
        continue;
      }
      if (open_.empty()) add_plain(0, shorter_.leading());
      while (!ts_tree_cursor_goto_next_sibling(&cursor)) {
        if (!close()) {
          ts_tree_cursor_delete(&cursor);
          skip_lost(error_end_);
          return next_ == shorter_.stand_ins().size();
        }
        ts_tree_cursor_goto_parent(&cursor);
      }
    }
  }

 private:
  // Whether to look at its children.
  bool add(TSNode at) {
    const SymbolMeaning meaning = table_[ts_node_symbol(at)];
    if (meaning.take == Take::Drop || ts_node_is_missing(at)) return false;
    const std::uint32_t begin = ts_node_start_byte(at);
    if (meaning.kind == Kind::Error) error_end_ = std::max(error_end_, ts_node_end_byte(at));
    if (stands_in(meaning.kind, begin, ts_node_end_byte(at))) {
      const StandIn& here = shorter_.stand_ins()[next_++];
      add_plain(here.first, here.last);
      open_.back().last_end = nodes_.back().end;
      return false;
    }
    added_ = static_cast<NodeId>(nodes_.size());
    nodes_.push_back({.begin = begin_of(shorter_.begin_of(begin), at, meaning.kind),
                      .end = shorter_.end_of(ts_node_end_byte(at)),
                      .after = added_ + 1,
                      .kind = meaning.kind,
                      .has_error = ts_node_has_error(at)});
    if (!open_.empty()) note_child();
    return descends(text_, meaning.take, nodes_.back());
  }

  bool stands_in(Kind kind, std::uint32_t begin, std::uint32_t end) {
    skip_lost(begin);
    return kind == Kind::Command && next_ < shorter_.stand_ins().size() && shorter_.stand_ins()[next_].at == begin &&
           end == begin + ShortText::kStandIn.size() && holds_statements(nodes_[open_.back().node].kind);
  }

  // Stand-ins in front of `begin` that the parser could not place, together with what is around them.
  void skip_lost(std::uint32_t begin) {
    const auto& all = shorter_.stand_ins();
    while (next_ < all.size() && all[next_].at < begin && all[next_].at < error_end_) ++next_;
  }

  void note_child() {
    const Kind around_it = nodes_[open_.back().node].kind;
    const bool is_list = around_it == Kind::Command || around_it == Kind::FileRedirect;
    if (is_list && swallows_line(text_, open_.back(), nodes_.back())) {
      for (const OpenNode& around : open_) nodes_[around.node].has_error = true;
    }
    open_.back().last_end = nodes_.back().end;
  }

  void add_plain(NodeId first, NodeId last) {
    const auto moved = static_cast<NodeId>(nodes_.size()) - first;
    for (NodeId i = first; i < last; ++i) {
      nodes_.push_back(shorter_.nodes()[i]);
      nodes_.back().after += moved;
    }
  }

  // False at the root.
  bool close() {
    if (open_.empty()) return false;
    nodes_[open_.back().node].after = static_cast<NodeId>(nodes_.size());
    open_.pop_back();
    return true;
  }

  // In a string the grammar counts the blanks in front of an expansion as the expansion's: those of `"$a $b"`.
  [[nodiscard]] std::uint32_t begin_of(std::uint32_t begin, TSNode node, Kind kind) const {
    const bool expands = kind == Kind::SimpleExpansion || kind == Kind::Expansion ||
                         kind == Kind::CommandSubstitution || kind == Kind::ArithmeticExpansion;
    if (!expands) return begin;
    const std::size_t solid = text_.find_first_not_of(" \t\n", begin);
    return std::min(static_cast<std::uint32_t>(std::min(solid, text_.size())),
                    begin + ts_node_end_byte(node) - ts_node_start_byte(node));
  }

  const SymbolTable& table_ = symbols();
  std::string_view text_;
  ShortText& shorter_;
  std::vector<SyntaxNode>& nodes_;
  std::vector<OpenNode> open_;  // around the cursor
  NodeId added_ = 0;
  std::size_t next_ = 0;         // the stand-in to come
  std::uint32_t error_end_ = 0;  // where the last ERROR node ends, in the short text
};

// Runs under the arena's cap; whatever it makes lives in the arena and is dropped with it.
void parse_under_cap(void* data) {
  auto& parse = *static_cast<Parse*>(data);
  TSParser* const parser = ts_parser_new();
  ts_parser_set_language(parser, tree_sitter_bash());
  const TSInput input = {&parse, read_chunk, TSInputEncodingUTF8, nullptr};
  const TSParseOptions options = {&parse, over_budget};
  parse.tree = ts_parser_parse_with_options(parser, nullptr, input, options);
}

// What was cut off somewhere inside a statement fails as a whole, and is read statement by statement in any case.
bool is_sound(TSNode root, TextEnd end) {
  return !ts_node_has_error(root) || (end == TextEnd::CutOff && symbols()[ts_node_symbol(root)].kind == Kind::Error);
}

}  // namespace

class TreeReader {
 public:
  // Parses the short text, and the text as a whole where that does not do: behind an error the parser finds its way
  // back by the lines that the short text lacks.
  static SyntaxTree read(std::string_view text, TextEnd end) {
    SyntaxTree tree;
    if (text.find('\0') != std::string_view::npos) {
      tree.stop_ = ParseStop::NulByte;
      return tree;
    }
    ShortText shorter(text);
    if (!parse(text, end, shorter, tree)) tree = read_whole(text);
    return tree;
  }

  static SyntaxTree read_whole(std::string_view text) {
    SyntaxTree tree;
    ShortText whole = ShortText::whole(text);
    parse(text, TextEnd::Own, whole, tree);
    return tree;
  }

 private:
  // False where the tree is not that of the text.
  static bool parse(std::string_view text, TextEnd end, ShortText& shorter, SyntaxTree& tree) {
    arena::install();
    Parse parse{.text = shorter.bytes(), .whole = text.size()};
    if (!arena::run_capped(parse_under_cap, &parse) && parse.stop == ParseStop::None) parse.stop = ParseStop::Memory;
    bool fits = shorter.is_whole();
    if (parse.stop == ParseStop::None) {
      const TSNode root = ts_tree_root_node(parse.tree);
      fits = (fits || is_sound(root, end)) && Flattening(text, shorter, tree.nodes_).run(root);
    }
    parse.cost.arena_bytes = arena::used();
    arena::reset();
    tree.stop_ = parse.stop;
    tree.cost_ = parse.cost;
    if (!tree.nodes_.empty()) {
      tree.nodes_.front().begin = 0;
      tree.nodes_.front().end = static_cast<std::uint32_t>(text.size());
      tree.nodes_.front().after = tree.size();
    }
    return fits;
  }
};

SyntaxTree parse_shell(std::string_view text, TextEnd end) { return TreeReader::read(text, end); }

SyntaxTree parse_every_line(std::string_view text) { return TreeReader::read_whole(text); }

std::string_view kind_name(Kind kind) {
  if (kind == Kind::Error) return "ERROR";
  for (const KindRow& row : kKinds) {
    if (row.kind == kind && row.take != Take::Drop) return row.name;
  }
  return "other";
}

bool grammar_has(Kind kind) { return kind == Kind::Other || kind == Kind::Error || symbols().has(kind); }

}  // namespace sbatchlint
