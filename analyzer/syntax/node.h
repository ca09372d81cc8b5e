// One node of a syntax tree.
#pragma once

#include <cstdint>

namespace sbatchlint {

// What the grammar calls a node, as far as anybody above asks. Nodes nobody asks about are not in the tree (comments,
// most punctuation), or are `Other` where something may stand inside them (arithmetic, conditions).
enum class Kind : std::uint8_t {
  Other,
  Error,
  Program,
  // statements
  Command,
  CommandName,
  VariableAssignment,
  VariableAssignments,
  DeclarationCommand,
  UnsetCommand,
  TestCommand,
  NegatedCommand,
  RedirectedStatement,
  Pipeline,
  List,
  Subshell,
  CompoundStatement,
  FunctionDefinition,
  IfStatement,
  ElifClause,
  ElseClause,
  WhileStatement,
  ForStatement,
  CStyleForStatement,
  DoGroup,
  CaseStatement,
  CaseItem,
  // redirects
  FileRedirect,
  HeredocRedirect,
  HerestringRedirect,
  HeredocStart,
  HeredocBody,
  HeredocEnd,
  FileDescriptor,
  // words
  Word,
  Number,
  String,
  RawString,
  AnsiCString,
  TranslatedString,
  Concatenation,
  SimpleExpansion,
  Expansion,
  CommandSubstitution,
  ProcessSubstitution,
  ArithmeticExpansion,
  BraceExpression,
  Array,
  Subscript,
  VariableName,
  Regex,
  ExtglobPattern,
  // tokens
  Then,
  In,
  And,
  Or,
  Pipe,
  PipeBoth,
  Background,
  CaseBreak,
  BareDollar,
};

using NodeId = std::uint32_t;

// One node of a SyntaxTree. Its children follow it, each with its own children: the tree in document order.
struct SyntaxNode {
  std::uint32_t begin = 0;  // bytes of the text that was parsed
  std::uint32_t end = 0;
  NodeId after = 0;  // the first node that is not inside this one
  Kind kind = Kind::Other;
  // It is, or holds, an ERROR, a missing node, or a command that took the next lines for words of its own.
  bool has_error = false;
};

}  // namespace sbatchlint
