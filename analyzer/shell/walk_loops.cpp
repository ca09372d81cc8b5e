// for, while, until, select: what may have changed when a round begins, and whether the loop ends.
#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "shell/arithmetic.h"
#include "shell/names.h"
#include "shell/walker.h"
#include "text/trim.h"

namespace sbatchlint {
namespace {

std::optional<std::int64_t> whole_number_in(std::string_view text) {
  text = trimmed(text);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

// `{1..4}` and `{4..1}` are four words.
std::optional<std::uint64_t> brace_count(std::string_view text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string_view::npos || text.size() < 5) return {};
  const auto first = whole_number_in(text.substr(1, dots - 1));
  const auto last = whole_number_in(text.substr(dots + 2, text.size() - dots - 3));
  if (!first || !last) return {};
  return static_cast<std::uint64_t>(std::abs(*last - *first)) + 1;
}

// A value that the grammar reads as text alone.
bool is_constant(Kind kind) {
  return kind == Kind::Word || kind == Kind::Number || kind == Kind::RawString || kind == Kind::String;
}

// Programs that store into the variables they are given.
constexpr std::string_view kStoring = "read mapfile readarray getopts printf";

// The rounds of `for ((i = A; i < B; i++))`.
std::optional<std::uint64_t> counted_rounds(std::string_view header) {
  const std::size_t first = header.find(';');
  const std::size_t second = header.find(';', first + 1);
  if (first == std::string_view::npos || second == std::string_view::npos) return {};
  const std::string_view start = header.substr(0, first);
  const std::string_view test = header.substr(first + 1, second - first - 1);
  const std::size_t equals = start.find('=');
  const std::size_t less = test.find('<');
  if (equals == std::string_view::npos || less == std::string_view::npos) return {};
  const std::string_view name = trimmed(start.substr(0, equals));
  const std::string_view step = trimmed(header.substr(second + 1));
  const bool counts = step == std::string(name) + "++" || step == "++" + std::string(name);
  if (!counts || trimmed(test.substr(0, less)) != name) return {};
  const bool inclusive = test.substr(less).starts_with("<=");
  const auto from = whole_number_in(start.substr(equals + 1));
  const auto to = whole_number_in(test.substr(less + (inclusive ? 2 : 1)));
  if (!from || !to) return {};
  const std::int64_t rounds = *to - *from + (inclusive ? 1 : 0);
  return rounds > 0 ? static_cast<std::uint64_t>(rounds) : 0;
}

}  // namespace

std::size_t Walker::open_loop(NodeId loop, NodeId body) {
  Loop found{.span = unit_.place(loop), .body = unit_.place(body), .background = run_.context.background};
  // Without `do` and `done`, or the braces.
  const std::string_view text = unit_.slice(body);
  const std::size_t opening = text.starts_with("do") ? 2 : 1;
  const std::size_t closing = text.ends_with("done") ? 4 : 1;
  if (text.size() >= opening + closing) {
    const Span inside = unit_.span(body);
    found.body = unit_.text.place({.begin = inside.begin + static_cast<std::uint32_t>(opening),
                                   .end = inside.end - static_cast<std::uint32_t>(closing)});
  }
  run_.script.loops.push_back(found);
  return run_.script.loops.size() - 1;
}

// The rounds of a loop that begins here, as many as are known. Its condition, if it has one, was walked.
void Walker::loop_body(std::size_t loop, NodeId body, std::optional<std::uint64_t> rounds) {
  const bool live = run_.live;
  const Context around = run_.context;
  run_.context.loop = true;
  run_.loops.push_back({.index = loop});
  Branches branches(run_.environment);
  run_.live = live && rounds != std::uint64_t{0};
  sequence(body + 1, tree_.node(body).after);
  const bool runs_through = run_.live;
  branches.end_way(runs_through);
  const bool left = run_.loops.back().left;
  run_.loops.pop_back();
  run_.context = around;
  const Loop& found = run_.script.loops[loop];
  const bool certainly_runs = rounds.value_or(0) > 0 && runs_through && !left;
  if (!certainly_runs) branches.end_way(live);
  branches.join();
  run_.live = live && (!found.endless || left);
}

// What a round finds may be from before the loop or from the round before.
void Walker::forget_assigned(NodeId loop) {
  Environment& environment = run_.environment;
  const NodeId end = tree_.node(loop).after;
  for (NodeId node = loop + 1; node < end; ++node) {
    switch (tree_.kind(node)) {
      case Kind::Command: forget_assigned_by(node); break;
      case Kind::ForStatement: environment.set(unit_.slice(node + 1), Value::unknown()); break;
      case Kind::VariableAssignment: forget_assignment(node); break;
      case Kind::UnsetCommand:
        for (const NodeId child : tree_.children(node)) environment.set(unit_.slice(child), Value::unknown());
        break;
      case Kind::CompoundStatement:
        if (unit_.slice(node).starts_with("((")) forget_assigned_in(unit_.slice(node));
        break;
      case Kind::ArithmeticExpansion: forget_assigned_in(unit_.slice(node)); break;
      case Kind::Expansion: {
        const std::string_view name = unit_.slice(node).substr(2);
        const std::size_t sign = name.find_first_of(":=}");
        const bool assigns = name.substr(std::min(sign, name.size())).starts_with('=') ||
                             name.substr(std::min(sign, name.size())).starts_with(":=");
        if (assigns) environment.set(name.substr(0, sign), Value::unknown());
        break;
      }
      default: break;
    }
  }
}

void Walker::forget_assignment(NodeId node) {
  Environment& environment = run_.environment;
  if (tree_.kind(node + 1) == Kind::Subscript) environment.set(unit_.slice(node + 2), Value::unknown());
  if (tree_.kind(node + 1) != Kind::VariableName) return;
  const Environment::Id id = environment.id(unit_.slice(node + 1));
  const NodeId value = tree_.node(node + 1).after;
  const std::uint32_t sign = tree_.node(node + 1).end;
  Value before = environment.value(id);
  if (unit_.text.slice({.begin = sign, .end = sign + 1}) == "+") {
    if (before.is_array()) {
      before.words.push_back(unknown_word(unit_.place(node), true));
    } else if (before.is_known_scalar() && before.words.front().alternatives.empty()) {
      Word& word = before.words.front();
      word.holes.push_back({.at = static_cast<std::uint32_t>(word.text.size()), .splits = true});
    }
    environment.set(id, std::move(before));
  } else if (value < tree_.node(node).after && is_constant(tree_.kind(value)) && tree_.node(value).after == value + 1) {
    environment.set(id, join(before, expand_.assigned(value)));
  } else {
    environment.set(id, Value::unknown());
  }
}

void Walker::forget_assigned_in(std::string_view arithmetic) {
  for (const std::string_view name : assigned_in_arithmetic(arithmetic)) run_.environment.set(name, Value::unknown());
}

// read and its like, and what a function of the script sets.
void Walker::forget_assigned_by(NodeId command) {
  std::string_view name;
  for (const NodeId child : tree_.children(command)) {
    const std::string_view word = unit_.slice(child);
    if (tree_.kind(child) == Kind::CommandName) {
      name = word;
    } else if (name == "let") {
      forget_assigned_in(word);
    } else if (lists(kStoring, name) && tree_.kind(child) == Kind::Word && is_name(word)) {
      run_.environment.set(word, Value::unknown());
    }
  }
  const auto function = run_.functions.find(std::string(name));
  if (function == run_.functions.end()) return;
  // The body may define functions anew: a copy.
  const std::vector<FunctionBody> bodies = function->second;
  for (const FunctionBody& body : bodies) {
    const std::uint32_t size = body.unit->tree.node(body.body).after - body.body;
    const bool known = std::ranges::find(run_.forgetting, body.index) != run_.forgetting.end();
    if (known || run_.extra_statements + size > kMaxExtraStatements) continue;
    run_.extra_statements += size;
    run_.forgetting.push_back(body.index);
    Walker(run_, *body.unit).forget_assigned(body.body);
    run_.forgetting.pop_back();
  }
}

// What it sets may depend on text that is not here.
bool Walker::has_unseen_effects(NodeId loop) const {
  constexpr std::string_view kUnseen = ". eval source";
  const NodeId end = tree_.node(loop).after;
  for (NodeId node = loop + 1; node < end; ++node) {
    if (tree_.kind(node) == Kind::CommandName && lists(kUnseen, unit_.slice(node))) return true;
  }
  return false;
}

std::optional<std::uint64_t> Walker::rounds_of(NodeId word, const std::vector<Word>& fields) const {
  if (tree_.kind(word) == Kind::BraceExpression) return brace_count(unit_.slice(word));
  const auto is_plain = [](const Word& field) {
    return !field.may_split() && field.alternatives.empty() && field.text.find_first_of("*?[{") == std::string::npos;
  };
  if (!std::ranges::all_of(fields, is_plain)) return {};
  return fields.size();
}

void Walker::for_statement(NodeId node) {
  const NodeId end = tree_.node(node).after;
  std::optional<NodeId> body;
  std::vector<Word> values;
  std::optional<std::uint64_t> rounds = 0;
  bool has_words = false;
  for (NodeId part = tree_.node(node + 1).after; part < end; part = tree_.node(part).after) {
    if (tree_.kind(part) == Kind::In) {
      has_words = true;
    } else if (tree_.kind(part) == Kind::DoGroup) {
      body = part;
    } else if (tree_.kind(part) != Kind::Error) {
      std::vector<Word> fields;
      expand_.fields(part, fields);
      const auto more = rounds_of(part, fields);
      rounds = rounds && more ? std::optional(*rounds + *more) : std::nullopt;
      std::ranges::move(fields, std::back_inserter(values));
      substitutions(part, tree_.node(part).after);
    }
  }
  if (!body) return;
  const bool is_select = unit_.slice(node).starts_with("select");
  if (!has_words || is_select) rounds.reset();
  const std::size_t loop = open_loop(node, *body);
  run_.script.loops[loop].endless = is_select;
  forget_assigned(node);
  Value value = Value::unknown();
  const bool all_known = std::ranges::all_of(values, &Word::known);
  if (rounds && all_known && *rounds == values.size() && !values.empty() && values.size() <= kMaxAlternatives) {
    Word word = values.front();
    for (const Word& other : values) word = join_words(word, other);
    value = Value::scalar(std::move(word));
  }
  run_.environment.set(unit_.slice(node + 1), std::move(value));
  loop_body(loop, *body, rounds);
}

void Walker::c_style_for(NodeId node) {
  NodeId body = node;
  for (const NodeId part : tree_.children(node)) body = part;
  if (body == node) return;
  const std::string_view text = unit_.slice(node);
  const std::size_t open = text.find("((");
  const std::size_t close = text.find("))");
  const std::size_t loop = open_loop(node, body);
  std::optional<std::uint64_t> rounds;
  if (open != std::string_view::npos && close != std::string_view::npos) {
    const std::string_view header = text.substr(open + 2, close - open - 2);
    const std::size_t first = header.find(';');
    const std::size_t second = header.find(';', first + 1);
    run_.script.loops[loop].endless =
        second != std::string_view::npos && trimmed(header.substr(first + 1, second - first - 1)).empty();
    rounds = counted_rounds(header);
    const std::string_view name = trimmed(header.substr(0, header.find_first_of("=;")));
    forget_assigned(node);
    if (is_name(name)) run_.environment.set(name, Value::unknown());
  }
  substitutions(node + 1, body);
  loop_body(loop, body, rounds);
}

void Walker::while_statement(NodeId node) {
  const NodeId end = tree_.node(node).after;
  NodeId body = node + 1;
  while (body < end && tree_.kind(body) != Kind::DoGroup) body = tree_.node(body).after;
  if (body >= end) return sequence(node + 1, end);
  const std::size_t loop = open_loop(node, body);
  forget_assigned(node);
  const Context around = run_.context;
  run_.context.loop = true;
  Status status = condition(node + 1, body);
  const std::string_view asked = unit_.text.slice({.begin = tree_.node(node).begin, .end = tree_.node(body).begin});
  if (asked.find('$') != std::string_view::npos && has_unseen_effects(node)) status = Status::Unknown;
  run_.context = around;
  const bool until = unit_.slice(node).starts_with("until");
  run_.script.loops[loop].endless = status == (until ? Status::False : Status::True);
  const bool never = status == (until ? Status::True : Status::False);
  loop_body(loop, body, never ? std::optional<std::uint64_t>(0) : std::nullopt);
}

}  // namespace sbatchlint
