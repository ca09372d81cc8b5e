// Simple commands, assignments, declarations.
#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "shell/names.h"
#include "shell/quoting.h"
#include "shell/walker.h"

namespace sbatchlint {
namespace {

constexpr std::string_view kNameCharacters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
constexpr std::string_view kLocalKeywords = "local declare typeset";

// A line break between two nodes that no backslash takes away.
bool has_line_break(std::string_view between) {
  for (std::size_t at = between.find('\n'); at != std::string_view::npos; at = between.find('\n', at + 1)) {
    if (at == 0 || between[at - 1] != '\\') return true;
  }
  return false;
}

// The number of `name[3]`; nothing where it is computed.
std::optional<std::size_t> index_in(std::string_view subscript) {
  subscript.remove_prefix(std::min(subscript.find('[') + 1, subscript.size()));
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(subscript.data(), subscript.data() + subscript.size(), index);
  const bool whole = error == std::errc{} && end + 1 == subscript.data() + subscript.size() && *end == ']';
  return whole ? std::optional(index) : std::nullopt;
}

// The array after `array[index]=value`. Known only where all its elements are.
Value with_element(const Value& array, std::size_t index, const Value& value) {
  const auto is_settled = [](const Word& word) { return !word.may_split() && word.alternatives.empty(); };
  const bool begins = array.state == Value::State::Outside || array.state == Value::State::Unset;
  if (!value.is_known_scalar() || value.assumed || !(begins || array.is_array())) return Value::unknown();
  std::vector<Word> words = begins ? std::vector<Word>{} : array.words;
  if (index > words.size() || !std::ranges::all_of(words, is_settled)) return Value::unknown();
  if (index == words.size()) words.emplace_back();
  words[index] = value.words.front();
  return Value::array(std::move(words));
}

}  // namespace

Walker::Simple Walker::read_simple(NodeId node, Redirects redirects) {
  Simple simple;
  simple.words.reserve(8);
  std::optional<NodeId> last_assignment;
  for (const NodeId child : tree_.children(node)) {
    switch (tree_.kind(child)) {
      case Kind::VariableAssignment:
        simple.assignments.push_back(child);
        last_assignment = child;
        break;
      case Kind::FileRedirect:
      case Kind::HerestringRedirect:
      case Kind::HeredocRedirect: simple.redirects.push_back(child); break;
      case Kind::Subshell:
        // `time ( ... )`; elsewhere it is a pattern that the grammar does not know: `ls !(a)`.
        if (simple.words.size() == 1 && simple.words.front().is("time")) simple.group = child;
        break;
      case Kind::CommandName: {
        // The grammar lets `a=1 b=2` on a line of its own begin the command of the next line.
        const bool own_line =
            last_assignment && has_line_break(unit_.text.slice(
                                   {.begin = tree_.node(*last_assignment).end, .end = tree_.node(child).begin}));
        if (own_line) {
          for (const NodeId statement : std::exchange(simple.assignments, {})) assignment(statement, false);
        }
        add_words(child, simple);
        break;
      }
      default: add_words(child, simple); break;
    }
  }
  simple.redirects.insert(simple.redirects.end(), redirects.begin(), redirects.end());
  // Words behind a redirect are words of the command: `cmd > log arg`, `cmd <<EOF arg`.
  for (const NodeId redirect : redirects) {
    const bool is_heredoc = tree_.kind(redirect) == Kind::HeredocRedirect;
    if (!is_heredoc && tree_.kind(redirect) != Kind::FileRedirect) continue;
    bool target = is_heredoc;
    for (const NodeId child : tree_.children(redirect)) {
      const Kind kind = tree_.kind(child);
      if (kind == Kind::FileDescriptor || kind == Kind::HeredocStart || kind == Kind::HeredocBody ||
          kind == Kind::HeredocEnd || kind == Kind::Error)
        continue;
      const bool is_word = kind >= Kind::Word && kind <= Kind::BraceExpression;
      if (is_word && std::exchange(target, true)) add_words(child, simple);
    }
  }
  return simple;
}

// The grammar tears a word in two where an expansion stands behind another one and is followed by `.`, `,` or `:`:
// `$A:$B,c` becomes `$A:$` and `B,c`. The value is not known then.
void Walker::rejoin(Simple& simple, std::size_t second) {
  Word& torn = simple.words[second - 1];
  const Word& rest = simple.words[second];
  const std::size_t name = std::min(rest.known_prefix().find_first_not_of(kNameCharacters), rest.known_prefix().size());
  torn.text.pop_back();
  const auto shift = static_cast<std::int64_t>(torn.text.size()) - static_cast<std::int64_t>(name);
  torn.holes.push_back({.at = static_cast<std::uint32_t>(torn.text.size()), .splits = true});
  for (const Hole hole : rest.holes) {
    torn.holes.push_back({.at = static_cast<std::uint32_t>(hole.at + shift), .splits = hole.splits});
  }
  torn.text += rest.text.substr(name);
  torn.span = cover(torn.span, rest.span);
  simple.words.erase(simple.words.begin() + static_cast<std::ptrdiff_t>(second));
}

// Nothing but a continued line stands between the two: `sr\` and `un` are one word, which the grammar takes for two.
bool Walker::is_continued(NodeId word, NodeId next) const {
  const Span between = {.begin = tree_.node(word).end, .end = std::max(tree_.node(word).end, tree_.node(next).begin)};
  return between.size() == 2 && unit_.text.slice(between) == "\\\n";
}

void Walker::add_words(NodeId node, Simple& simple) {
  const bool is_torn = !simple.sources.empty() && tree_.node(simple.sources.back()).end == tree_.node(node).begin &&
                       unit_.slice(simple.sources.back()).ends_with('$') && simple.words.back().text.ends_with('$');
  const std::size_t second = simple.words.size();
  expand_.fields(node, simple.words);
  const bool goes_on = second > 0 && simple.words.size() > second && is_continued(simple.sources.back(), node);
  if (is_torn && simple.words.size() > second) {
    rejoin(simple, second);
  } else if (goes_on) {
    append_word(simple.words[second - 1], simple.words[second]);
    simple.words[second - 1].span = cover(simple.words[second - 1].span, simple.words[second].span);
    simple.words.erase(simple.words.begin() + static_cast<std::ptrdiff_t>(second));
  }
  simple.sources.resize(simple.words.size(), node);
}

Redirect Walker::read_redirect(NodeId node) {
  Redirect result{.op = {}, .target = {}, .span = unit_.place(node), .body = {}};
  const std::string_view text = unit_.slice(node);
  std::size_t begin = 0;
  while (begin < text.size() && std::string_view("<>&|").find(text[begin]) == std::string_view::npos) ++begin;
  std::size_t end = begin;
  while (end < text.size() && std::string_view("<>&|-").find(text[end]) != std::string_view::npos) ++end;
  result.op = std::string(text.substr(0, end));
  bool has_target = false;
  for (const NodeId child : tree_.children(node)) {
    const Kind kind = tree_.kind(child);
    if (kind == Kind::FileDescriptor || has_target) {
      if (kind == Kind::HeredocBody) result.body = unit_.place(child);
      continue;
    }
    if (kind == Kind::HeredocStart) {
      const std::string_view written = unit_.slice(child);
      result.target = {.text = unquoted_literal(written).value_or(std::string(written)),
                       .span = unit_.place(child),
                       .holes = {},
                       .alternatives = {}};
    } else {
      result.target = expand_.word(child);
    }
    has_target = true;
    if (tree_.kind(node) == Kind::FileRedirect) result.span.end = result.target.span.end;
  }
  return result;
}

// Makes the Command of the words; they are moved into it.
void Walker::emit(NodeId node, Simple& simple) {
  std::vector<Command>& commands = run_.script.commands;
  simple.index = commands.size();
  Command& made = commands.emplace_back();
  made.context = run_.context;
  made.via = run_.via;
  made.outer = run_.outer;
  if (made.outer) commands[*made.outer].has_inner = true;
  made.reachable = run_.live;
  made.span = simple.words.front().span;
  for (const NodeId assigned : simple.assignments) {
    Value value;
    made.assignments.push_back(read_assignment(assigned, value));
    made.span = cover(made.span, made.assignments.back().span);
  }
  for (const Word& word : simple.words) made.span = cover(made.span, word.span);
  for (const NodeId redirect : simple.redirects) made.redirects.push_back(read_redirect(redirect));
  const std::vector<Link>& links = simple.chain.links;
  made.chain.reserve(links.size());
  for (std::size_t i = 0; i < links.size(); ++i) {
    const Link& link = links[i];
    Invocation& call = made.chain.emplace_back();
    call.name = link.name;
    call.program = simple.words[link.program];
    call.args.assign(simple.words.begin() + static_cast<std::ptrdiff_t>(link.program + 1),
                     simple.words.begin() + static_cast<std::ptrdiff_t>(link.end));
    call.span = call.program.span;
    for (const Word& word : call.args) call.span = cover(call.span, word.span);
    call.wrapper = i + 1 < links.size();
    call.uncertain = link.uncertain;
  }
  made.chain.back().function = simple.function != nullptr || simple.alias != nullptr;
  const NodeId end = tree_.node(node).after;
  if (end > node + 1) substitutions(node + 1, end);
  for (const NodeId redirect : simple.redirects) {
    if (redirect < node || redirect >= end) substitutions(redirect, tree_.node(redirect).after);
  }
  commands[simple.index].order = ++run_.order;
}

Status Walker::command(NodeId node, Redirects redirects) {
  Simple simple = read_simple(node, redirects);
  const bool closes_group = simple.words.size() == 1 && simple.words.front().is("}");
  if (simple.words.empty() || closes_group) {
    for (const NodeId assigned : simple.assignments) assignment(assigned, false);
    substitutions(node + 1, tree_.node(node).after);
    return Status::Unknown;
  }
  simple.chain = resolve_chain(simple.words);
  find_definition(simple);
  emit(node, simple);
  if (simple.alias != nullptr) {
    run_alias(simple);
    return Status::Unknown;
  }
  if (simple.function != nullptr) {
    call_function(simple);
    return Status::Unknown;
  }
  if (simple.group) isolated_sequence(*simple.group + 1, tree_.node(*simple.group).after);
  follow_texts(simple);
  note_output(simple);
  return builtin(simple);
}

// A function of the script goes before programs of its name; an alias before both.
void Walker::find_definition(Simple& simple) {
  if (run_.functions.empty() && run_.aliases.empty()) return;
  Chain& chain = simple.chain;
  for (std::size_t i = 0; i < chain.links.size(); ++i) {
    const Word& program = simple.words[chain.links[i].program];
    if (!program.known()) return;
    if (const auto alias = run_.aliases.find(program.text);
        i == 0 && run_.expands_aliases && alias != run_.aliases.end()) {
      simple.alias = &alias->second;
    } else if (const auto function = run_.functions.find(program.text); function != run_.functions.end()) {
      simple.function = &function->second;
    }
    if (simple.alias != nullptr || simple.function != nullptr) {
      chain.links.resize(i + 1);
      chain.links[i].end = chain.end;
      chain.text.reset();
      return;
    }
    // Only the shell itself and GNU parallel know functions.
    if (!lists("time coproc parallel", chain.links[i].name)) return;
  }
}

Assignment Walker::read_assignment(NodeId node, Value& value) {
  Assignment result{.name = {}, .value = {}, .span = unit_.place(node)};
  const NodeId target = node + 1;
  const NodeId end = tree_.node(node).after;
  const bool element = tree_.kind(target) == Kind::Subscript;
  result.name = std::string(unit_.slice(element ? target + 1 : target));
  const std::uint32_t sign = tree_.node(target).end;
  result.append = unit_.text.slice({.begin = sign, .end = sign + 1}) == "+";
  const NodeId source = tree_.node(target).after;
  const bool has_value = source < end;
  value = has_value ? expand_.assigned(source)
                    : Value::scalar({.text = {},
                                     .span = {.begin = result.span.end, .end = result.span.end},
                                     .holes = {},
                                     .alternatives = {}});
  result.array = element || value.is_array();
  if (!value.words.empty() && !value.assumed) {
    result.value = value.words.front();
    result.value.span = has_value ? unit_.place(source) : result.value.span;
  } else {
    result.value = unknown_word(has_value ? unit_.place(source) : result.span, false);
    if (value.is_array()) result.value.holes.clear();
  }
  if (element) value = with_key(result, unit_.slice(target), value);
  if (value.is_array()) store_keyed(result.name, value);
  return result;
}

// name[INDEX]=VALUE, with a number or with the key of an associative array.
Value Walker::with_key(const Assignment& element, std::string_view subscript, const Value& value) {
  const Value& array = run_.environment.value(element.name);
  if (const auto index = index_in(subscript)) return with_element(array, *index, value);
  subscript.remove_prefix(std::min(subscript.find('[') + 1, subscript.size()));
  if (subscript.ends_with(']')) subscript.remove_suffix(1);
  const std::optional<std::string> key = unquoted_literal(subscript);
  const bool begins = array.state == Value::State::Outside || array.state == Value::State::Unset;
  if (!key || element.append || !value.is_known_scalar() || value.assumed || !(begins || array.is_array())) {
    return Value::unknown();
  }
  Value result = begins ? Value::array({}) : array;
  result.words.push_back(value.words.front());
  if (run_.live) run_.environment.set(name_of_element(element.name, *key), value);
  return result;
}

// name=([key]=VALUE ...): the elements under their keys, and the bare values in the array.
void Walker::store_keyed(std::string_view name, Value& array) {
  for (Word& word : array.words) {
    const std::size_t end = word.text.starts_with('[') ? word.text.find("]=") : std::string::npos;
    if (end == std::string::npos || !word.known()) continue;
    const std::string key = word.text.substr(1, end - 1);
    word.text.erase(0, end + 2);
    if (run_.live) run_.environment.set(name_of_element(name, key), Value::scalar(word));
  }
}

void Walker::assignment(NodeId node, bool exported) {
  if (tree_.kind(node) != Kind::VariableAssignment) return substitutions(node, tree_.node(node).after);
  Value value;
  Assignment found = read_assignment(node, value);
  found.exported = exported;
  found.context = run_.context;
  found.reachable = run_.live;
  if (run_.live) {
    const Environment::Id id = run_.environment.id(found.name);
    run_.environment.set(id, found.append ? appended(run_.environment.value(id), value) : std::move(value));
  }
  run_.script.assignments.push_back(std::move(found));
  substitutions(node + 1, tree_.node(node).after);
}

// export, declare, typeset, readonly, local.
void Walker::declaration(NodeId node) {
  const std::string_view text = unit_.slice(node);
  const std::string_view keyword = text.substr(0, text.find_first_of(" \t\n"));
  const bool local = run_.in_function && lists(kLocalKeywords, keyword);
  bool exports = keyword == "export";
  bool names_functions = false;
  bool names_variables = false;
  for (const NodeId child : tree_.children(node)) {
    const std::string_view word = unit_.slice(child);
    if (tree_.kind(child) == Kind::VariableAssignment) {
      if (local) make_local(unit_.slice(child + 1));
      assignment(child, exports);
      if (names_variables && run_.live) refer(unit_.slice(child + 1));
    } else if (word.starts_with('-')) {
      exports = exports || word.find('x') != std::string_view::npos;
      names_functions = names_functions || word.find_first_of("fF") != std::string_view::npos;
      names_variables = names_variables || word.find('n') != std::string_view::npos;
    } else if (tree_.kind(child) != Kind::VariableName) {
      declare_word(child, exports);
    } else if (!names_functions) {
      declare_name(child, local, exports);
    }
  }
}

// `declare -n r=x`: r holds what x holds. What is stored in r later on does not get to x.
void Walker::refer(std::string_view name) {
  const Value& target = run_.environment.value(name);
  const bool known = target.is_known_scalar() && target.words.front().known() && is_name(target.words.front().text);
  run_.environment.set(name, known ? run_.environment.value(target.words.front().text) : Value::unknown());
}

// `local x` has no value yet; `export x` exports the one it has.
void Walker::declare_name(NodeId node, bool local, bool exports) {
  const std::string_view name = unit_.slice(node);
  if (local) {
    make_local(name);
    run_.environment.set(name, Value::unset());
  }
  if (!exports) return;
  auto& assignments = run_.script.assignments;
  const auto last =
      std::find_if(assignments.rbegin(), assignments.rend(), [name](const Assignment& a) { return a.name == name; });
  if (last != assignments.rend()) last->exported = true;
}

// Behind a continued line the grammar takes `NAME=VALUE` for a word.
void Walker::declare_word(NodeId node, bool exports) {
  Word word = expand_.word(node);
  substitutions(node, tree_.node(node).after);
  const std::size_t equals = word.text.find('=');
  if (equals == std::string::npos || equals == 0 || (!word.holes.empty() && word.holes.front().at <= equals)) return;
  if (!word.alternatives.empty()) return;
  Assignment found{
      .name = word.text.substr(0, equals), .value = {}, .span = word.span, .append = false, .exported = exports};
  found.value = {.text = word.text.substr(equals + 1), .span = word.span, .holes = word.holes, .alternatives = {}};
  for (Hole& hole : found.value.holes) hole.at -= static_cast<std::uint32_t>(equals + 1);
  found.context = run_.context;
  found.reachable = run_.live;
  if (run_.live) run_.environment.set(found.name, Value::scalar(found.value));
  run_.script.assignments.push_back(std::move(found));
}

void Walker::make_local(std::string_view name) {
  const Environment::Id id = run_.environment.id(name);
  run_.locals.push_back({id, run_.environment.value(id)});
}

void Walker::unset(NodeId node) {
  for (const NodeId child : tree_.children(node)) {
    if (tree_.kind(child) == Kind::VariableName && run_.live) run_.environment.set(unit_.slice(child), Value::unset());
  }
  substitutions(node + 1, tree_.node(node).after);
}

}  // namespace sbatchlint
