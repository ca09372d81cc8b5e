// The values of `$x`, `${x...}` and `$(which x)`.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <span>

#include "shell/expander.h"
#include "shell/names.h"
#include "shell/quoting.h"
#include "text/ascii.h"
#include "text/trim.h"

namespace sbatchlint {
namespace {

std::optional<std::size_t> number(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

// Operators of `${x...}`, longer ones first.
constexpr auto kOperators =
    std::to_array<std::string_view>({":-", ":=", ":+", ":?", "##", "%%", "//", "/#", "/%", "^^", ",,",
                                     "-",  "=",  "+",  "?",  "#",  "%",  "/",  "^",  ",",  "@",  ":"});

std::string_view operator_of(std::string_view text) {
  for (const std::string_view op : kOperators) {
    if (text.starts_with(op)) return op;
  }
  return {};
}

bool is_literal_pattern(std::string_view pattern) { return pattern.find_first_of("*?[]") == std::string_view::npos; }

// `${text%pattern}` and `${text%%pattern}` for patterns of the forms `literal`, `literal*` and `*literal`.
std::optional<std::string> without_suffix(const std::string& text, std::string_view pattern, bool longest) {
  if (!pattern.empty() && pattern.back() == '*') {
    pattern.remove_suffix(1);
    if (!is_literal_pattern(pattern) || pattern.empty()) return {};
    const std::size_t at = longest ? text.find(pattern) : text.rfind(pattern);
    return at == std::string::npos ? text : text.substr(0, at);
  }
  const bool any_start = pattern.starts_with('*');
  if (any_start) pattern.remove_prefix(1);
  if (!is_literal_pattern(pattern)) return {};
  if (!text.ends_with(pattern)) return text;
  return any_start && longest ? std::string() : text.substr(0, text.size() - pattern.size());
}

// `${text#pattern}` and `${text##pattern}`, likewise.
std::optional<std::string> without_prefix(const std::string& text, std::string_view pattern, bool longest) {
  if (pattern.starts_with('*')) {
    pattern.remove_prefix(1);
    if (!is_literal_pattern(pattern) || pattern.empty()) return {};
    const std::size_t at = longest ? text.rfind(pattern) : text.find(pattern);
    return at == std::string::npos ? text : text.substr(at + pattern.size());
  }
  if (!is_literal_pattern(pattern)) return {};
  return text.starts_with(pattern) ? text.substr(pattern.size()) : text;
}

std::string replaced(const std::string& text, std::string_view from, std::string_view to, bool all) {
  std::string result;
  std::size_t at = 0;
  for (std::size_t hit = text.find(from); hit != std::string::npos && result.size() < kMaxValueBytes;
       hit = text.find(from, at)) {
    result.append(text, at, hit - at);
    result += to;
    at = hit + from.size();
    if (!all) break;
  }
  return result.append(text, at, std::string::npos);
}

// One change of a text that may turn out not to be understood.
template <typename Change>
Value changed(const Value& value, Change change) {
  bool understood = true;
  Word word = transformed(value.words.front(), [&](const std::string& text) {
    const std::optional<std::string> result = change(text);
    understood = understood && result.has_value();
    return result.value_or(std::string());
  });
  if (!understood) return Value::unknown();
  Value result = Value::scalar(std::move(word));
  result.assumed = value.assumed;
  return result;
}

Value without(const Value& value, std::string_view op, std::string_view pattern) {
  const bool longest = op.size() == 2;
  return changed(value, [&](const std::string& text) {
    return op[0] == '%' ? without_suffix(text, pattern, longest) : without_prefix(text, pattern, longest);
  });
}

Value replaced_in(const Value& value, bool all, std::string_view rest) {
  const std::size_t slash = rest.find('/');
  const std::string_view from = rest.substr(0, slash);
  const std::string_view to = slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1);
  if (from.empty() || !is_literal_pattern(from)) return Value::unknown();
  return changed(value, [&](const std::string& text) { return std::optional(replaced(text, from, to, all)); });
}

// `${x/#from/to}`, `${x/%from/to}`: at the beginning or the end.
Value replaced_at_edge(const Value& value, char edge, std::string_view rest) {
  const std::size_t slash = rest.find('/');
  const std::string_view from = rest.substr(0, slash);
  const std::string to(slash == std::string_view::npos ? std::string_view() : rest.substr(slash + 1));
  if (!is_literal_pattern(from)) return Value::unknown();
  return changed(value, [&](const std::string& text) -> std::optional<std::string> {
    if (edge == '#') return text.starts_with(from) ? to + text.substr(from.size()) : text;
    return text.ends_with(from) ? text.substr(0, text.size() - from.size()) + to : text;
  });
}

constexpr char to_capital(char c) { return 'a' <= c && c <= 'z' ? static_cast<char>(c - ('a' - 'A')) : c; }

// `${x,,}`, `${x^}`.
Value in_case(const Value& value, std::string_view op) {
  return changed(value, [op](std::string text) {
    const std::size_t count = op.size() == 2 ? text.size() : std::min<std::size_t>(text.size(), 1);
    for (char& c : std::span(text).first(count)) c = op[0] == ',' ? to_lower(c) : to_capital(c);
    return std::optional(std::move(text));
  });
}

// A number that may count from the end: ` -4`.
std::optional<std::int64_t> signed_number(std::string_view text) {
  text = trimmed(text);
  const bool negative = text.starts_with('-');
  const std::optional<std::size_t> size = number(negative ? text.substr(1) : text);
  if (!size || *size > kMaxValueBytes) return {};
  return negative ? -static_cast<std::int64_t>(*size) : static_cast<std::int64_t>(*size);
}

// `${x:offset:length}` with plain numbers.
Value part_of(const Value& value, std::string_view rest) {
  const std::size_t colon = rest.find(':');
  const bool has_length = colon != std::string_view::npos;
  const std::optional<std::int64_t> offset = colon == 0 ? 0 : signed_number(rest.substr(0, colon));
  const std::optional<std::int64_t> length =
      has_length ? signed_number(rest.substr(colon + 1)) : static_cast<std::int64_t>(kMaxValueBytes);
  if (!offset || !length) return Value::unknown();
  return changed(value, [&](const std::string& text) {
    const auto size = static_cast<std::int64_t>(text.size());
    const std::int64_t begin = *offset < 0 ? size + *offset : *offset;
    const std::int64_t end = *length < 0 ? size + *length : std::min(size, begin + *length);
    const bool is_empty = begin < 0 || begin > size || end <= begin;
    return std::optional(
        is_empty ? std::string() : text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin)));
  });
}

// The first `count` elements are certainly there, each as one word.
bool is_settled(const std::vector<Word>& words, std::size_t count) {
  return std::all_of(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(std::min(count, words.size())),
                     [](const Word& word) { return !word.may_split() && word.alternatives.empty(); });
}

Value element_at(const Value& array, std::size_t index) {
  if (!is_settled(array.words, index)) return Value::unknown();
  if (index >= array.words.size()) return Value::unset();
  const Word& word = array.words[index];
  return word.may_split() || word.unknown() ? Value::unknown() : Value::scalar(word);
}

// `${a[$i]}`: one of the elements. Of many, what they begin with.
Value any_element(const Value& array) {
  const std::vector<Word>& words = array.words;
  if (words.empty() || !std::ranges::all_of(words, &Word::known)) return Value::unknown();
  Word any = words.front();
  if (words.size() <= kMaxAlternatives) {
    for (const Word& word : std::span(words).subspan(1)) any = join_words(any, word);
    return Value::scalar(std::move(any));
  }
  for (const Word& word : words) {
    const auto differs = std::ranges::mismatch(any.text, word.text).in1;
    any.text.erase(differs, any.text.end());
  }
  any.text.erase(any.text.find_last_of(' ') + 1);
  if (any.text.empty()) return Value::unknown();
  any.holes.push_back({.at = static_cast<std::uint32_t>(any.text.size()), .splits = true});
  return Value::scalar(std::move(any));
}

Value elements_from(const Value& array, std::size_t first) {
  if (!array.is_array() || !is_settled(array.words, first)) return Value::unknown();
  const std::size_t begin = std::min(first, array.words.size());
  return Value::array({array.words.begin() + static_cast<std::ptrdiff_t>(begin), array.words.end()});
}

}  // namespace

Value Expander::parameter(std::string_view name) {
  if (name == "@" || name == "*") return environment_.value("@");
  if (is_digit(name.front())) {
    const Value& parameters = environment_.value("@");
    const std::optional<std::size_t> index = number(name);
    if (!parameters.is_array()) return index == std::size_t{0} ? Value::unknown() : parameters;
    return index && *index > 0 ? element_at(parameters, *index - 1) : Value::unknown();
  }
  if (!is_letter(name.front()) && (name.front() != '_' || name.size() == 1)) return Value::unknown();
  const Value& value = environment_.value(name);
  return value.is_array() ? element_at(value, 0) : value;
}

void Expander::add_simple_expansion(NodeId expansion, bool quoted) {
  const Span span = unit_.span(expansion);
  const std::string_view name = unit_.slice(expansion).substr(1);
  if (name.empty()) return add_unknown(span, quoted);
  const bool all = name == "@" || name == "*";
  add_value(parameter(name), span, quoted, name == "@" || (all && !quoted));
}

void Expander::add_expansion(NodeId expansion, bool quoted) {
  const Span span = unit_.span(expansion);
  std::string_view body = unit_.slice(expansion);
  if (depth_ >= kMaxDepth || body.size() < 4 || body.back() != '}') return add_unknown(span, quoted);
  body = body.substr(2, body.size() - 3);
  if (body[0] == '!' && is_name(body.substr(1))) return add_indirect(body.substr(1), span, quoted);
  Parameter parameter;
  std::size_t at = 0;
  while (at < body.size() && is_name_character(body[at])) ++at;
  if (at == 0 && (body[0] == '@' || body[0] == '*')) at = 1;
  if (at == 0) return add_unknown(span, quoted);
  parameter.name = body.substr(0, at);
  if (at < body.size() && body[at] == '[') {
    const std::size_t end = body.find(']', at);
    if (end == std::string_view::npos) return add_unknown(span, quoted);
    parameter.index = body.substr(at + 1, end - at - 1);
    at = end + 1;
  }
  parameter.op = operator_of(body.substr(at));
  parameter.rest = body.substr(at + parameter.op.size());
  if (parameter.op.empty() && !parameter.rest.empty()) return add_unknown(span, quoted);
  const bool each =
      parameter.name == "@" || parameter.index == "@" || (!quoted && (parameter.name == "*" || parameter.index == "*"));
  ++depth_;
  Value value = modified(parameter, expansion);
  --depth_;
  add_value(std::move(value), span, quoted, each);
}

// ${!x}: the variable that x names.
void Expander::add_indirect(std::string_view name, Span span, bool quoted) {
  const Value& value = environment_.value(name);
  const bool names_one = value.is_known_scalar() && !value.assumed && value.words.front().known();
  if (!names_one || !is_name(value.words.front().text)) return add_unknown(span, quoted);
  add_value(parameter(value.words.front().text), span, quoted, false);
}

// ${x[i]} without its operator.
Value Expander::element(const Parameter& parameter) {
  if (parameter.index.empty()) return this->parameter(parameter.name);
  const Value& value = environment_.value(parameter.name);
  if (parameter.index == "@" || parameter.index == "*") return value;
  const std::optional<std::size_t> index = number(parameter.index);
  if (!index && value.is_array()) {
    const std::optional<std::string> key = unquoted_literal(parameter.index);
    if (!key) return any_element(value);
    const Value& found = environment_.value(name_of_element(parameter.name, *key));
    if (found.is_scalar()) return found;
    // `${a[i]}` of a plain array: the name is a number to be.
    return is_name(parameter.index) ? any_element(value) : Value::unknown();
  }
  if (!index || value.state == Value::State::Outside) return Value::unknown();
  if (value.is_array()) return element_at(value, *index);
  return index == std::size_t{0} ? value : Value::unknown();
}

Value Expander::modified(const Parameter& parameter, NodeId expansion) {
  Value value = element(parameter);
  if (parameter.op.empty()) return value;
  const char op = parameter.op.size() == 2 && parameter.op[0] == ':' ? parameter.op[1] : parameter.op[0];
  if (op == '-' || op == '=') return with_default(parameter, std::move(value), expansion);
  if (op == '+') return alternative(parameter, value, expansion);
  if (op == '?') return value;
  if (op == ':' && value.is_array()) {
    const std::optional<std::size_t> first = number(parameter.rest);
    if (!first) return Value::unknown();
    const bool positional = parameter.name == "@" || parameter.name == "*";
    return positional && *first == 0 ? Value::unknown() : elements_from(value, *first - (positional ? 1 : 0));
  }
  if (!value.is_known_scalar()) return Value::unknown();
  if (op == ':') return part_of(value, parameter.rest);
  if (op == ',' || op == '^') return parameter.rest.empty() ? in_case(value, parameter.op) : Value::unknown();
  const std::optional<std::string> pattern = unquoted_literal(parameter.rest);
  if (!pattern) return Value::unknown();
  if (op == '%' || op == '#') return without(value, parameter.op, *pattern);
  if (parameter.op == "/#" || parameter.op == "/%") return replaced_at_edge(value, parameter.op[1], *pattern);
  if (parameter.op == "/" || parameter.op == "//") return replaced_in(value, parameter.op == "//", *pattern);
  return Value::unknown();
}

// `${x:-d}`, `${x:=d}`: d where x is empty or not set.
Value Expander::with_default(const Parameter& parameter, Value value, NodeId expansion) {
  const bool colon = parameter.op[0] == ':';
  if (value.state == Value::State::Unknown || value.is_array()) return value;
  if (value.is_scalar() && (!value.is_known_scalar() || !colon)) return value;
  Word other = operand(parameter.rest, expansion);
  if (value.is_scalar()) {
    const auto is_empty = [](const std::string& text) { return text.empty(); };
    const bool may_be_empty =
        value.words.front().text.empty() || std::ranges::any_of(value.words.front().alternatives, is_empty);
    if (!may_be_empty) return value;
    if (!other.known())
      return value.words.front().known() && other.holes.empty() ? Value::scalar(other) : Value::unknown();
    Value result = Value::scalar(
        transformed(value.words.front(), [&](const std::string& text) { return text.empty() ? other.text : text; }));
    result.assumed = value.assumed;
    return result;
  }
  if (other.unknown() || (value.state == Value::State::Outside && other.text.empty())) return Value::unknown();
  Value result = Value::scalar(std::move(other));
  result.assumed = value.state == Value::State::Outside;
  const bool stores = parameter.op.back() == '=' && parameter.index.empty() && !is_digit(parameter.name.front());
  if (stores) environment_.set(parameter.name, result);
  return result;
}

// `${x:+d}`: d where x is set.
Value Expander::alternative(const Parameter& parameter, const Value& value, NodeId expansion) {
  if (value.state == Value::State::Unset) return Value::scalar({});
  if (value.is_array() || !value.is_known_scalar()) return Value::unknown();
  const Word other = operand(parameter.rest, expansion);
  if (!other.known()) return Value::unknown();
  return Value::scalar(
      transformed(value.words.front(), [&](const std::string& text) { return text.empty() ? text : other.text; }));
}

// The word behind an operator.
Word Expander::operand(std::string_view rest, NodeId expansion) {
  const Span place = unit_.place(expansion);
  if (std::optional<std::string> literal = unquoted_literal(rest)) {
    return {.text = std::move(*literal), .span = place, .holes = {}, .alternatives = {}};
  }
  std::optional<NodeId> last;
  for (const NodeId child : unit_.tree.children(expansion)) last = child;
  if (!last || unit_.slice(*last).size() != rest.size()) return unknown_word(place, true);
  return word(*last);
}

// The output of `$(which x)`, `$(command -v x || command -v y)`, `$(echo x)`, `$(cat <<EOF ...)`; nothing for anything
// else.
std::optional<Word> Expander::output_of(NodeId substitution) {
  std::optional<NodeId> statement;
  for (const NodeId child : unit_.tree.children(substitution)) {
    if (statement) return {};
    statement = child;
  }
  return statement ? output_of_statement(*statement) : std::nullopt;
}

std::optional<Word> Expander::output_of_statement(NodeId statement) {
  switch (unit_.tree.kind(statement)) {
    case Kind::RedirectedStatement: return output_of_redirected(statement);
    case Kind::List: return output_of_list(statement);
    case Kind::Command: return output_of_command(statement);
    default: return {};
  }
}

// `which x || which y`: one of them.
std::optional<Word> Expander::output_of_list(NodeId list) {
  if (depth_ >= kMaxDepth) return {};
  std::optional<Word> output;
  for (const NodeId child : unit_.tree.children(list)) {
    if (unit_.tree.kind(child) == Kind::Or) continue;
    ++depth_;
    const std::optional<Word> other = output_of_statement(child);
    --depth_;
    if (!other || !other->known()) return {};
    output = output ? join_words(*output, *other) : other;
  }
  return output;
}

// `cat <<EOF`, and `which x 2>/dev/null`.
std::optional<Word> Expander::output_of_redirected(NodeId statement) {
  std::optional<NodeId> command;
  for (const NodeId child : unit_.tree.children(statement)) {
    const Kind kind = unit_.tree.kind(child);
    if (kind == Kind::Command) command = child;
    if (kind == Kind::HeredocRedirect && command && unit_.slice(*command) == "cat") {
      ShellText body;
      heredoc(child, body);
      std::string text(body.bytes());
      while (text.ends_with('\n')) text.pop_back();
      return Word{.text = std::move(text), .span = unit_.place(statement), .holes = {}, .alternatives = {}};
    }
    if (kind == Kind::FileRedirect && !unit_.slice(child).starts_with('2')) return {};
  }
  return command ? output_of_command(*command) : std::nullopt;
}

std::optional<Word> Expander::output_of_command(NodeId command) {
  std::vector<Word> words;
  for (const NodeId child : unit_.tree.children(command)) {
    const Kind kind = unit_.tree.kind(child);
    if (kind == Kind::VariableAssignment || kind == Kind::HerestringRedirect || kind == Kind::FileRedirect) return {};
    fields(child, words);
  }
  if (words.empty() || !words.front().known()) return {};
  const std::string_view name = words.front().text;
  const auto is = [&words](std::size_t at, std::string_view text) { return words.size() > at && words[at].is(text); };
  if (name == "which" && words.size() == 2) return words[1];
  if (name == "command" && (is(1, "-v")) && words.size() == 3) return words[2];
  if (name == "type" && (is(1, "-P") || is(1, "-p")) && words.size() == 3) return words[2];
  if (name != "echo" || is(1, "-e") || is(1, "-n")) return {};
  Word line{.text = {}, .span = unit_.place(command), .holes = {}, .alternatives = {}};
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (i > 1) line.text += ' ';
    append_word(line, words[i]);
  }
  return line;
}

}  // namespace sbatchlint
