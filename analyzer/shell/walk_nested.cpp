// Functions, aliases, and text that a shell is given to run.
#include <algorithm>
#include <string_view>
#include <utility>

#include "shell/walker.h"

namespace sbatchlint {

void follow(Run& run, ShellText text, const Followed& how) {
  const bool too_much = run.followed >= kMaxFollowed || run.extra_statements >= kMaxExtraStatements ||
                        run.nested_bytes + text.bytes().size() > kMaxNestedBytes;
  if (too_much || text.empty()) return;
  run.nested_bytes += text.bytes().size();
  const Unit& unit = run.units.emplace_back(std::move(text));
  collect_facts(unit, false, run.script);
  const Context context = run.context;
  const Via via = std::exchange(run.via, how.via);
  const auto outer = std::exchange(run.outer, how.command);
  const auto input = std::exchange(run.input, std::nullopt);
  const auto output = std::exchange(run.output, std::nullopt);
  run.context.conditional = run.context.conditional || how.conditional;
  ++run.followed;
  if (how.isolated) {
    const Isolated process(run);
    Walker(run, unit).walk_unit();
  } else {
    Walker(run, unit).walk_unit();
  }
  --run.followed;
  run.context = context;
  run.via = via;
  run.outer = outer;
  run.input = input;
  run.output = output;
}

void Walker::define_function(NodeId node) {
  NodeId body = node;
  for (const NodeId child : tree_.children(node)) {
    const Kind kind = tree_.kind(child);
    if (kind != Kind::Word && kind != Kind::FileRedirect && kind != Kind::HerestringRedirect) body = child;
  }
  if (body == node || body == node + 1) return;
  std::string name(unit_.slice(node + 1));
  run_.script.functions.push_back({.name = name, .span = unit_.place(node), .body = unit_.place(body)});
  std::vector<FunctionBody>& bodies = run_.functions[std::move(name)];
  // One that is defined under a condition leaves the others possible.
  if (!run_.context.conditional) bodies.clear();
  bodies.push_back({.unit = &unit_, .body = body, .index = run_.script.functions.size() - 1});
}

void Walker::call_function(const Simple& simple) {
  constexpr std::size_t kMaxBodies = 3;
  if (!run_.live || run_.followed >= kMaxFollowed || run_.extra_statements >= kMaxExtraStatements) return;
  const Environment::Id parameters = run_.environment.id("@");
  const Value before = run_.environment.value(parameters);
  const auto first = simple.words.begin() + static_cast<std::ptrdiff_t>(simple.chain.links.back().program + 1);
  const Context context = run_.context;
  const Via via = std::exchange(run_.via, Via::Function);
  const auto outer = std::exchange(run_.outer, simple.index);
  const auto first_called_loop = std::exchange(run_.first_called_loop, run_.loops.size());
  const bool in_function = std::exchange(run_.in_function, true);
  const bool returned = std::exchange(run_.returns, false);
  const std::size_t locals = run_.locals.size();
  run_.context.function = true;
  ++run_.followed;
  run_.environment.set(parameters, Value::array({first, simple.words.end()}));
  // The body may define functions anew: a copy, and marks by index.
  const std::vector<FunctionBody> bodies = *simple.function;
  for (std::size_t i = 0; i < std::min(bodies.size(), kMaxBodies); ++i) {
    run_.script.functions[bodies[i].index].called = true;
    if (std::ranges::find(run_.active, bodies[i].index) != run_.active.end()) continue;
    run_.active.push_back(bodies[i].index);
    const bool live = run_.live;
    Walker(run_, *bodies[i].unit).walk_body(bodies[i].body);
    run_.live = run_.live || run_.returns || (bodies.size() > 1 && live);
    run_.active.pop_back();
  }
  --run_.followed;
  for (; run_.locals.size() > locals; run_.locals.pop_back()) {
    run_.environment.set(run_.locals.back().id, std::move(run_.locals.back().before));
  }
  run_.environment.set(parameters, before);
  run_.returns = returned;
  run_.in_function = in_function;
  run_.first_called_loop = first_called_loop;
  run_.outer = outer;
  run_.via = via;
  run_.context = context;
}

// The text of the words from `first` to `last`, joined by blanks as eval and ssh do.
ShellText Walker::text_of(const Simple& simple, std::size_t first, std::size_t last) {
  ShellText text;
  for (std::size_t i = first; i < last; ++i) {
    const Word& word = simple.words[i];
    if (i > first) text.append(" ", {.begin = word.span.begin, .end = word.span.begin});
    const NodeId source = simple.sources[i];
    const bool alone = (i == 0 || simple.sources[i - 1] != source) &&
                       (i + 1 == simple.words.size() || simple.sources[i + 1] != source);
    if (alone) {
      expand_.text(source, text);
    } else {
      text.append(word.known() ? std::string_view(word.text) : std::string_view("$_"), word.span);
    }
  }
  return text;
}

// What the command reads on its standard input, where that is known text.
std::optional<ShellText> Walker::input_of(const Simple& simple) {
  std::optional<ShellText> text;
  for (const NodeId redirect : simple.redirects) {
    const Kind kind = tree_.kind(redirect);
    if (kind == Kind::HeredocRedirect) {
      expand_.heredoc(redirect, text.emplace());
    } else if (kind == Kind::HerestringRedirect) {
      text.emplace();
      for (const NodeId child : tree_.children(redirect)) {
        if (tree_.kind(child) != Kind::FileDescriptor) expand_.text(child, *text);
      }
    } else if (unit_.slice(redirect).starts_with('<')) {
      return {};
    }
  }
  return text || run_.context.substitution ? text : run_.input;
}

namespace {

// Where the script stands among the words of `bash [OPTIONS] SCRIPT`: behind the last word if commands come from
// standard input.
std::size_t script_word(const std::vector<Word>& words, const Link& shell) {
  for (std::size_t at = shell.program + 1; at < shell.end; ++at) {
    const std::string_view text = words[at].known_prefix();
    if (text == "-" || text == "--") continue;
    if (!text.starts_with('-') && !text.starts_with('+')) return at;
    if (!text.starts_with("--") && text.find('s') != std::string_view::npos) return shell.end;
    if (text == "--rcfile" || text == "--init-file" || text == "-o" || text == "+o" || text == "-O" || text == "-eo" ||
        text == "-euo") {
      ++at;
    }
  }
  return shell.end;
}

bool is_standard_input(const Word& file) { return file.is("/dev/stdin") || file.is("/dev/fd/0"); }

bool is_login_elsewhere(std::string_view name) { return name == "ssh" || name == "rsh" || name == "su"; }

}  // namespace

// Text and files that the last program of the command runs as shell.
void Walker::follow_texts(const Simple& simple) {
  const Link& last = simple.chain.links.back();
  const auto run_text = [&](ShellText text, Via via) {
    run_.script.commands[simple.index].chain.back().wrapper = true;
    follow(run_, std::move(text), {.via = via, .command = simple.index});
  };
  if (simple.chain.text) {
    const TextWords& words = *simple.chain.text;
    ShellText text = text_of(simple, words.begin, words.end);
    text.remove_front(words.skip);
    const Environment::Id parameters = run_.environment.id("@");
    const Value before = run_.environment.value(parameters);
    const bool has_parameters = last.row->payload == Payload::Shell;
    if (has_parameters) {
      const auto begin = std::min(words.parameters + 1, simple.words.size());
      run_.environment.set(
          parameters, Value::array({simple.words.begin() + static_cast<std::ptrdiff_t>(begin), simple.words.end()}));
    }
    run_text(std::move(text), Via::CommandString);
    if (has_parameters) run_.environment.set(parameters, before);
    return;
  }
  if (last.row != nullptr && last.row->payload == Payload::Shell) {
    const std::size_t script = script_word(simple.words, last);
    if (script < last.end && !is_standard_input(simple.words[script])) {
      follow_file(simple, script, true);
    } else if (std::optional<ShellText> input = input_of(simple)) {
      run_text(std::move(*input), Via::HeredocShell);
    }
    return;
  }
  if (is_login_elsewhere(last.name) && last.end == simple.words.size()) {
    if (std::optional<ShellText> input = input_of(simple)) run_text(std::move(*input), Via::HeredocShell);
    return;
  }
  follow_builtin_text(simple);
}

void Walker::follow_builtin_text(const Simple& simple) {
  const Link& last = simple.chain.links.back();
  if (last.name == "sbatch") {
    submit(simple);
  } else if (last.name == "eval") {
    ShellText text = text_of(simple, last.program + 1, last.end);
    run_.script.commands[simple.index].chain.back().wrapper = true;
    follow(run_, std::move(text), {.via = Via::Eval, .command = simple.index, .isolated = false});
  } else if (last.name == "trap") {
    trap(simple);
  } else if (last.name == "source" || last.name == ".") {
    if (last.program + 1 >= last.end) return;
    std::optional<ShellText> input;
    if (is_standard_input(simple.words[last.program + 1])) input = input_of(simple);
    if (!input) return follow_file(simple, last.program + 1, false);
    run_.script.commands[simple.index].chain.back().wrapper = true;
    follow(run_, std::move(*input), {.via = Via::HeredocShell, .command = simple.index, .isolated = false});
  } else if (simple.words[last.program].text.find('/') != std::string::npos && last.row == nullptr) {
    follow_file(simple, last.program, true);
  }
}

// trap 'TEXT' SIGNAL...
void Walker::trap(const Simple& simple) {
  std::size_t at = simple.chain.links.back().program + 1;
  if (at < simple.words.size() && simple.words[at].is("--")) ++at;
  if (at + 1 >= simple.words.size() || simple.words[at].known_prefix().starts_with('-')) return;
  ShellText text = text_of(simple, at, at + 1);
  run_.script.commands[simple.index].chain.back().wrapper = true;
  follow(run_, std::move(text), {.via = Via::Eval, .command = simple.index, .conditional = true});
}

void Walker::define_aliases(const Simple& simple) {
  for (std::size_t i = simple.chain.links.back().program + 1; i < simple.words.size(); ++i) {
    const std::size_t equals = simple.words[i].text.find('=');
    if (!simple.words[i].known() || equals == std::string::npos || equals == 0) continue;
    ShellText text = text_of(simple, i, i + 1);
    text.remove_front(equals + 1);
    run_.aliases[simple.words[i].text.substr(0, equals)] = std::move(text);
  }
}

void Walker::run_alias(const Simple& simple) {
  ShellText text = *simple.alias;
  text.append(" ", {.begin = simple.words.front().span.end, .end = simple.words.front().span.end});
  text.append(text_of(simple, 1, simple.words.size()));
  // Its own text is not expanded again: `alias ls='ls -l'`.
  auto own = run_.aliases.extract(simple.words.front().text);
  follow(run_, std::move(text), {.via = Via::Eval, .command = simple.index, .isolated = false});
  run_.aliases.insert(std::move(own));
}

}  // namespace sbatchlint
