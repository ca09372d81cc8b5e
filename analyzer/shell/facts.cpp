// What can be said of a text without following it.
#include <string_view>

#include "shell/names.h"
#include "shell/quoting.h"
#include "shell/run.h"

namespace sbatchlint {
namespace {

// NAME of `$NAME`, `${NAME...}`, `${#NAME}` and `${!NAME}`.
std::string_view name_read_by(std::string_view text) {
  std::size_t begin = 1;
  if (text.size() > 1 && text[1] == '{') {
    begin = 2;
    if (text.size() > 3 && (text[2] == '#' || text[2] == '!') && is_name_character(text[3])) begin = 3;
  }
  std::size_t end = begin;
  while (end < text.size() && is_name_character(text[end])) ++end;
  if (end == begin && end < text.size() && text[end] != '}') ++end;
  return text.substr(begin, end - begin);
}

void add_read(const Unit& unit, NodeId node, std::string_view name, Script& script) {
  // A name of underscores alone stands where a template had a placeholder.
  const bool placeholder = name.find_first_not_of('_') == std::string_view::npos;
  if (!placeholder) script.variable_reads.push_back({.name = std::string(name), .span = unit.place(node)});
}

// In arithmetic a name needs no `$`.
void add_arithmetic_reads(const Unit& unit, NodeId arithmetic, Script& script) {
  const NodeId end = unit.tree.node(arithmetic).after;
  for (NodeId node = arithmetic + 1; node < end; ++node) {
    if (unit.tree.kind(node) == Kind::CommandSubstitution) {
      node = unit.tree.node(node).after - 1;
    } else if (unit.tree.kind(node) == Kind::VariableName) {
      add_read(unit, node, unit.slice(node), script);
    }
  }
}

void add_heredoc(const Unit& unit, NodeId node, Script& script) {
  Redirect heredoc{.op = "<<", .target = {}, .span = unit.place(node), .body = {}};
  if (unit.slice(node).find("<<-") == 0) heredoc.op = "<<-";
  for (const NodeId child : unit.tree.children(node)) {
    if (unit.tree.kind(child) == Kind::HeredocStart) {
      const std::string_view written = unit.slice(child);
      heredoc.target = {.text = unquoted_literal(written).value_or(std::string(written)),
                        .span = unit.place(child),
                        .holes = {},
                        .alternatives = {}};
      // Only the operator and its delimiter; more may stand behind them on the line.
      heredoc.span.end = heredoc.target.span.end;
    }
    if (unit.tree.kind(child) == Kind::HeredocBody) heredoc.body = unit.place(child);
  }
  script.heredocs.push_back(std::move(heredoc));
}

}  // namespace

void collect_facts(const Unit& unit, bool in_file, Script& script) {
  for (NodeId node = 0; node < unit.tree.size(); ++node) {
    switch (unit.tree.kind(node)) {
      case Kind::SimpleExpansion:
      case Kind::Expansion: add_read(unit, node, name_read_by(unit.slice(node)), script); break;
      case Kind::ArithmeticExpansion: add_arithmetic_reads(unit, node, script); break;
      case Kind::CompoundStatement:
        if (unit.slice(node).starts_with("((")) add_arithmetic_reads(unit, node, script);
        break;
      case Kind::String:
      case Kind::RawString:
      case Kind::AnsiCString:
        if (in_file && unit.slice(node).find('\n') != std::string_view::npos)
          script.strings.push_back(unit.place(node));
        break;
      case Kind::HeredocRedirect:
        if (in_file) add_heredoc(unit, node, script);
        break;
      case Kind::Error:
        if (in_file) script.error_regions.push_back(unit.place(node));
        break;
      default: break;
    }
  }
}

}  // namespace sbatchlint
