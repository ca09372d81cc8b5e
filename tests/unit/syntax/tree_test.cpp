#include "syntax/tree.h"

#include <string>
#include <vector>

#include "support/catch.hpp"

namespace sbatchlint {
namespace {

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += piece;
  text.resize(bytes);
  return text;
}

// "program(command(command_name(word) word))", with the grammar's names.
std::string outline(const SyntaxTree& tree, NodeId id = 0) {
  std::string text(kind_name(tree.kind(id)));
  std::string inside;
  for (const NodeId child : tree.children(id)) inside += (inside.empty() ? "" : " ") + outline(tree, child);
  return inside.empty() ? text : text + "(" + inside + ")";
}

constexpr std::size_t kLimit = 64 * 1024;

}  // namespace

TEST_CASE("the grammar has every kind that is asked for") {
  for (int kind = 0; kind <= static_cast<int>(Kind::BareDollar); ++kind) {
    CAPTURE(kind_name(static_cast<Kind>(kind)));
    CHECK(grammar_has(static_cast<Kind>(kind)));
  }
}

TEST_CASE("a tree holds what somebody asks about, in the order of the text") {
  const SyntaxTree tree = parse_shell("A=1 srun \"a $b\" 'c' # comment\nif x; then y & fi\n");
  CHECK(tree.stop() == ParseStop::None);
  CHECK_FALSE(tree.has_error());
  CHECK(outline(tree) ==
        "program(command(variable_assignment(variable_name number) command_name(word) string(simple_expansion) "
        "raw_string) if_statement(command(command_name(word)) then command(command_name(word)) &))");
  CHECK(tree.node(1).begin == 0);
  CHECK(tree.node(1).end == 19);
}

TEST_CASE("an expansion in a string begins behind the blanks in front of it") {
  const std::string_view text = "x \"$a $b  ${c}\t$(d) $((1))\"\n";
  const SyntaxTree tree = parse_shell(text);
  std::vector<std::string_view> expansions;
  for (NodeId node = 0; node < tree.size(); ++node) {
    const std::string_view written = text.substr(tree.node(node).begin, tree.node(node).end - tree.node(node).begin);
    if (written.find('$') != std::string_view::npos && tree.kind(node) > Kind::String) expansions.push_back(written);
  }
  CHECK(expansions == std::vector<std::string_view>{"$a", "$b", "${c}", "$(d)", "$((1))"});
}

TEST_CASE("an empty text is an empty program") {
  CHECK(outline(parse_shell("")) == "program");
  CHECK(outline(parse_shell("# only a comment\n")) == "program");
}

TEST_CASE("a NUL byte is refused before parsing") {
  const SyntaxTree tree = parse_shell(std::string_view("echo\0x\n", 7));
  CHECK(tree.stop() == ParseStop::NulByte);
  CHECK(tree.size() == 0);
  CHECK(tree.cost().reads == 0);
}

TEST_CASE("an ordinary script stays far below the budget") {
  const std::string text = repeated("srun -n 4 python train.py --lr 0.1 \"$x\" > out.log 2>&1 &\n", 59 * 500);
  const SyntaxTree tree = parse_every_line(text);
  CHECK(tree.stop() == ParseStop::None);
  CHECK(tree.cost().reports * 2 < ParseBudget::reports(text.size()));
  CHECK(tree.cost().reads * 2 < ParseBudget::reads(text.size()));
  CHECK(tree.cost().arena_bytes < std::size_t{20} << 20);
}

TEST_CASE("hostile texts end within the budget, and in the same way each time") {
  struct Hostile {
    std::string opening;
    std::string piece;
  };
  const auto [opening, piece] = GENERATE(values<Hostile>(
      {{"", ")"},      {"", "|"},          {"", "<"},     {"", ">"},         {"", "a|"},
       {"", "&~"},     {"", "$((("},       {"", "("},     {"", "$("},        {"", "${a:-"},
       {"", "`"},      {"", "'"},          {"", "\""},    {"", "cat <<A\n"}, {"", "x=1\n"},
       {"", "{"},      {"", "if a;then "}, {"", "a && "}, {"", ";"},         {"", "\\"},
       {"", "\xff"},   {"", "$(("},        {"", "[[ "},   {"", "(("},        {"", "case x in a) "},
       {"", "f() { "}, {"", "while "},     {"[", "&~"},   {"cat ", "<<A "},  {"(esac ", "|/function select "}}));
  CAPTURE(opening, piece);
  const std::string text = opening + repeated(piece, kLimit - opening.size());
  const SyntaxTree first = parse_shell(text);
  CHECK(first.cost().reports <= ParseBudget::reports(text.size()) + 1);
  CHECK(first.cost().reads <= ParseBudget::reads(text.size()) + 1);
  CHECK(first.cost().arena_bytes <= std::size_t{256} << 20);
  CHECK((first.stop() == ParseStop::None) == (first.size() > 0));
  const SyntaxTree second = parse_shell(text);
  CHECK(second.stop() == first.stop());
  CHECK(second.size() == first.size());
  CHECK(second.cost().arena_bytes == first.cost().arena_bytes);
}

TEST_CASE("depth costs no stack") {
  std::string text = repeated("$(", 40000);
  text += repeated(")", 20000);
  const SyntaxTree tree = parse_shell(text);
  CHECK((tree.stop() != ParseStop::None || tree.size() > 20000));
}

}  // namespace sbatchlint
