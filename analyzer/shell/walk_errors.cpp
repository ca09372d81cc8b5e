// Where the grammar fails, statements are found by the scanner and parsed again, each for itself.
#include <algorithm>
#include <string_view>
#include <utility>

#include "shell/walker.h"
#include "text/trim.h"

namespace sbatchlint {
namespace {

// Statements of a text that costs too much as a whole: those that are short, and not too many.
constexpr std::size_t kMaxPieces = 1000;
constexpr std::uint32_t kMaxPieceBytes = 4096;

bool is_simple_statement(Kind kind) {
  return kind == Kind::Command || kind == Kind::VariableAssignment || kind == Kind::VariableAssignments ||
         kind == Kind::DeclarationCommand || kind == Kind::UnsetCommand || kind == Kind::TestCommand ||
         kind == Kind::NegatedCommand || kind == Kind::RedirectedStatement;
}

bool is_command_line(Kind kind) { return is_simple_statement(kind) || kind == Kind::List || kind == Kind::Pipeline; }

// `<<'COMMENT'` without a command, which the grammar does not know: its body goes nowhere.
bool is_bare_heredoc(std::string_view statement) {
  if (!statement.starts_with("<<") || statement.starts_with("<<<")) return false;
  const std::string_view delimiter = trimmed(statement.substr(statement.starts_with("<<-") ? 3 : 2));
  return delimiter.find_first_of(" \t\n;|&<>") == std::string_view::npos;
}

// Those that begin within the span, first to last.
std::span<const ScannedStatement> statements_in(const std::vector<ScannedStatement>& all, Span span) {
  const auto begins = [](const ScannedStatement& statement) { return statement.span.begin; };
  const auto first = std::ranges::lower_bound(all, span.begin, {}, begins);
  const auto last = std::ranges::lower_bound(all, span.end, {}, begins);
  return {first, std::max(first, last)};
}

}  // namespace

// The statements of a part of the unit, as large as they help: whole ones, unless these are what failed.
std::span<const ScannedStatement> Walker::pieces_of(Span span) const {
  const auto size = static_cast<std::uint32_t>(unit_.text.bytes().size());
  const auto is_whole = [size](const ScannedStatement& statement) { return statement.span.size() * 10 > size * 9; };
  const auto outermost = statements_in(unit_.scan.outermost, span);
  if (depth_ <= 1 && !outermost.empty() && std::ranges::none_of(outermost, is_whole)) return outermost;
  const auto simple = statements_in(unit_.scan.simple, span);
  return std::ranges::none_of(simple, is_whole) ? simple : std::span<const ScannedStatement>();
}

// Reads an ERROR node, statement by statement.
void Walker::recover(NodeId node) {
  const auto pieces = pieces_of(unit_.span(node));
  if (pieces.empty() || run_.recoveries >= kMaxRecoveries) return sequence(node + 1, tree_.node(node).after);
  for (const ScannedStatement& piece : pieces) {
    if (piece.span.begin >= recovered_to_) read_again(piece);
  }
}

// Reads what the parser gave up on.
void Walker::recover_all() {
  if (unit_.tree.stop() == ParseStop::NulByte || run_.recoveries > 0) return;
  const auto& all = unit_.scan.outermost;
  for (std::size_t i = 0; i < std::min(all.size(), kMaxPieces); ++i) {
    if (all[i].span.size() <= kMaxPieceBytes) read_again(all[i]);
  }
}

// A line of commands that the parser took for one: `cat <<EOF > f; cmd` ends it in a way the grammar does not know.
bool Walker::recover_swallowed(NodeId node) {
  if (!is_command_line(tree_.kind(node)) || run_.recoveries >= kMaxRecoveries) return false;
  const Span span = unit_.span(node);
  const auto statements = statements_in(unit_.scan.simple, span);
  const NodeId end = tree_.node(node).after;
  // Nodes and statements both stand in the order of the text.
  NodeId at = node;
  const auto is_known = [&](const ScannedStatement& statement) {
    while (at < end && tree_.node(at).begin < statement.span.begin) ++at;
    for (NodeId here = at; here < end && tree_.node(here).begin == statement.span.begin; ++here) {
      if (is_simple_statement(tree_.kind(here))) return true;
    }
    return false;
  };
  // So does `prog <<EOF > out &`, whose last character it cannot place.
  const bool lost_background = statements.size() == 1 && statements.front().background && !run_.context.background;
  if (!lost_background && (statements.size() < 2 || std::ranges::all_of(statements, is_known))) return false;
  if (lost_background) {
    read_again(statements.front());
    return true;
  }
  const auto pieces = pieces_of(span);
  for (const ScannedStatement& piece : pieces) read_again(piece);
  return !pieces.empty();
}

// A statement whose rest the parser could not read: the ERROR node behind it belongs to it.
bool Walker::recover_broken_off(NodeId node, NodeId error) {
  if (run_.recoveries >= kMaxRecoveries) return false;
  const auto pieces = pieces_of(unit_.span(node));
  if (pieces.empty() || pieces.front().span.begin != tree_.node(node).begin) return false;
  if (pieces.front().span.end <= tree_.node(error).begin) return false;
  // What stands between a heredoc's operator and its body is a part of what was read.
  const auto size = static_cast<std::uint32_t>(unit_.text.bytes().size());
  for (const ScannedStatement& piece : pieces_of({.begin = pieces.front().span.begin, .end = size})) {
    const bool first = piece.span.begin == pieces.front().span.begin;
    if (!first && piece.span.begin >= recovered_to_) break;
    read_again(piece);
  }
  return true;
}

void Walker::read_again(const ScannedStatement& statement) {
  recovered_to_ = std::max(recovered_to_, statement.span.end);
  if (is_bare_heredoc(unit_.text.slice(statement.span))) {
    for (const Span& body : statement.heredocs) recovered_to_ = std::max(recovered_to_, body.end);
    return;
  }
  run_.recovered_bytes += statement.span.size();
  if (run_.recovered_bytes > kMaxRecoveredBytes) return;
  ShellText text;
  const auto add = [&](Span span) { text.append(unit_.text.slice(span), unit_.text.place(span)); };
  add(statement.span);
  for (const Span& body : statement.heredocs) {
    if (!text.bytes().ends_with('\n'))
      text.append("\n", unit_.text.place({.begin = statement.span.end, .end = statement.span.end}));
    add(body);
    recovered_to_ = std::max(recovered_to_, body.end);
  }
  const Unit& unit = run_.units.emplace_back(std::move(text));
  collect_facts(unit, run_.followed == 0, run_.script);
  const Via via = run_.via;
  if (unit_.scan.broken) run_.via = Via::ErrorRecovery;
  ++run_.recoveries;
  if (statement.background) {
    const Context around = run_.context;
    run_.context.background = true;
    const Isolated process(run_);
    Walker(run_, unit).walk_unit();
    run_.context = around;
  } else {
    Walker(run_, unit).walk_unit();
  }
  --run_.recoveries;
  run_.via = via;
}

}  // namespace sbatchlint
