// Builtins that change the shell they run in: its parameters, its variables, where it goes on.
#include <algorithm>
#include <charconv>
#include <span>
#include <string_view>
#include <utility>

#include "shell/condition.h"
#include "shell/walker.h"
#include "text/trim.h"

namespace sbatchlint {
namespace {

std::size_t count_of(const std::vector<Word>& words) {
  std::size_t count = 1;
  if (words.size() > 1 && words[1].known()) {
    const std::string& text = words[1].text;
    std::from_chars(text.data(), text.data() + text.size(), count);
  }
  return count;
}

// What `printf FORMAT WORD...` writes, for formats of text and plain `%s` and `%d` that use each word once.
std::optional<Word> formatted(std::span<const Word> words) {
  const Word& format = words.front();
  if (!format.known() || format.text.find('\\') != std::string::npos) return {};
  Word result{.text = {}, .span = format.span, .holes = {}, .alternatives = {}};
  std::size_t used = 1;
  std::string_view rest = format.text;
  while (!rest.empty()) {
    const std::size_t percent = std::min(rest.find('%'), rest.size());
    result.text += rest.substr(0, percent);
    rest.remove_prefix(percent);
    if (rest.empty()) break;
    const bool is_plain = rest.starts_with("%s") || rest.starts_with("%d");
    if (!is_plain || used >= words.size() || words[used].may_split()) return {};
    append_word(result, words[used++]);
    rest.remove_prefix(2);
  }
  return used == words.size() ? std::optional(std::move(result)) : std::nullopt;
}

}  // namespace

Status Walker::builtin(const Simple& simple) {
  const Link& last = simple.chain.links.back();
  const std::string_view first = simple.chain.links.front().name;
  if (first == "exec" && simple.chain.links.size() > 1) end_of_process(simple);
  if (last.program > 0 && first != "command" && first != "builtin") return Status::Unknown;
  const std::string_view name = last.name;
  if (name == "true" || name == ":") return Status::True;
  if (name == "false") return Status::False;
  if (name == "exit") {
    end_of_process(simple);
  } else if (name == "return") {
    leave_loops(run_.loops.size(), run_.first_called_loop);
    run_.returns = run_.returns || run_.live;
    run_.live = false;
  } else if (name == "break") {
    leave_loops(count_of(simple.words), run_.first_own_loop);
    run_.live = false;
  } else if (name == "continue") {
    run_.live = false;
  } else if (name == "set") {
    set_parameters(simple);
  } else if (name == "shift") {
    shift_parameters(simple);
  } else if (name == "shopt") {
    const auto names_it = [](const Word& word) { return word.is("expand_aliases"); };
    if (std::ranges::any_of(simple.words, names_it)) run_.expands_aliases = true;
  } else if (name == "alias") {
    define_aliases(simple);
  } else if (name == "read" || name == "mapfile" || name == "readarray" || name == "getopts" || name == "let" ||
             name == "printf") {
    store_unknown(simple);
  } else if (name == "test") {
    const Status status = test_status({simple.words.begin() + 1, simple.words.end()});
    if (status != Status::Unknown || !run_.options.is_job || simple.sources.size() < 2) return status;
    std::string text;
    for (const NodeId source : std::span(simple.sources).subspan(1)) text += std::string(unit_.slice(source)) + " ";
    return test_in_job(text, run_.environment);
  } else if (name == "kill" || name == "scancel") {
    // It ends itself that way: `kill $$`, `scancel $SLURM_JOB_ID`.
    const auto is_itself = [this](NodeId source) {
      const std::string_view text = unit_.slice(source);
      return text.find("$$") != std::string_view::npos || text.find("SLURM_JOB") != std::string_view::npos ||
             text == "0";
    };
    if (std::ranges::any_of(simple.sources, is_itself)) leave_loops(run_.loops.size(), 0);
  }
  return Status::Unknown;
}

// exit, and exec with a program.
void Walker::end_of_process(const Simple& /*simple*/) {
  leave_loops(run_.loops.size(), run_.first_own_loop);
  run_.live = false;
}

// Notes that the innermost `count` loops may be left from here; those before `from` are out of reach.
void Walker::leave_loops(std::size_t count, std::size_t from) {
  if (!run_.live) return;
  for (std::size_t i = run_.loops.size(); i > from && count > 0; --i, --count) {
    run_.loops[i - 1].left = true;
    run_.script.loops[run_.loops[i - 1].index].has_exit = true;
  }
}

// `set -- a b`, `set a b`; `set -e` leaves the parameters as they are.
void Walker::set_parameters(const Simple& simple) {
  if (!run_.live) return;
  std::size_t at = 1;
  while (at < simple.words.size()) {
    const std::string_view text = simple.words[at].known_prefix();
    if (text == "--" && simple.words[at].known()) break;
    if (!text.starts_with('-') && !text.starts_with('+')) break;
    // `set -o pipefail`
    at += text.ends_with('o') ? 2 : 1;
  }
  if (at >= simple.words.size()) return;
  if (simple.words[at].is("--")) ++at;
  run_.environment.set("@", Value::array({simple.words.begin() + static_cast<std::ptrdiff_t>(at), simple.words.end()}));
}

void Walker::shift_parameters(const Simple& simple) {
  Value parameters = run_.environment.value("@");
  if (!run_.live || !parameters.is_array()) return;
  for (std::size_t count = count_of(simple.words); count > 0 && !parameters.words.empty(); --count) {
    const Word& first = parameters.words.front();
    if (first.may_split() || !first.alternatives.empty()) {
      parameters = Value::unknown();
      break;
    }
    parameters.words.erase(parameters.words.begin());
  }
  run_.environment.set("@", std::move(parameters));
}

// `read x <<< TEXT`, `printf -v x TEXT`, `printf -v x %s TEXT`.
std::optional<Value> Walker::stored_value(const Simple& simple) {
  const std::vector<Word>& words = simple.words;
  const std::size_t first = simple.chain.links.back().program + 1;
  if (simple.chain.links.back().name == "printf") {
    if (words.size() < first + 3 || !words[first].is("-v")) return {};
    const std::optional<Word> text = formatted(std::span(words).subspan(first + 2));
    return text ? std::optional(Value::scalar(*text)) : std::nullopt;
  }
  std::size_t at = first;
  while (at < words.size() && words[at].is("-r")) ++at;
  const bool reads_line = at + 1 == words.size() && simple.redirects.size() == 1 &&
                          tree_.kind(simple.redirects.front()) == Kind::HerestringRedirect;
  if (!reads_line) return {};
  const std::optional<ShellText> input = input_of(simple);
  if (!input || input->bytes().find_first_of("$`\\\n") != std::string_view::npos) return {};
  return Value::scalar({.text = std::string(trimmed(input->bytes())),
                        .span = unit_.place(simple.redirects.front()),
                        .holes = {},
                        .alternatives = {}});
}

// `read a b <<< TEXT`, `read -ra a <<< TEXT`: the words of the text in several variables, or in an array. False where
// that is not known.
bool Walker::store_words(const Simple& simple) {
  const std::vector<Word>& words = simple.words;
  bool array = false;
  std::size_t at = simple.chain.links.back().program + 1;
  for (; at < words.size() && words[at].known_prefix().starts_with('-'); ++at) {
    const std::string_view option = words[at].text;
    if (option.find_first_not_of("-ra") != std::string_view::npos) return false;
    array = array || option.ends_with('a');
  }
  const bool reads_line = at < words.size() && simple.redirects.size() == 1 && run_.live &&
                          tree_.kind(simple.redirects.front()) == Kind::HerestringRedirect;
  if (!reads_line || (array ? at + 1 != words.size() : at + 1 >= words.size())) return false;
  const std::optional<ShellText> input = input_of(simple);
  if (!input || input->bytes().find_first_of("$`\\\n") != std::string_view::npos) return false;
  const Span place = unit_.place(simple.redirects.front());
  std::vector<Word> fields;
  std::string_view rest = trimmed(input->bytes());
  while (!rest.empty()) {
    const bool is_last = !array && fields.size() + 1 == words.size() - at;
    const std::size_t end = is_last ? rest.size() : std::min(rest.find_first_of(" \t"), rest.size());
    fields.push_back({.text = std::string(rest.substr(0, end)), .span = place, .holes = {}, .alternatives = {}});
    rest = trimmed(rest.substr(end));
  }
  if (array) {
    run_.environment.set(words[at].text, Value::array(std::move(fields)));
    return true;
  }
  fields.resize(words.size() - at, {.text = {}, .span = place, .holes = {}, .alternatives = {}});
  for (std::size_t i = 0; i < fields.size(); ++i) {
    run_.environment.set(words[at + i].text, Value::scalar(std::move(fields[i])));
  }
  return true;
}

// read a b, printf -v a: the variables hold what only the run will say, as a rule.
void Walker::store_unknown(const Simple& simple) {
  const std::string_view builtin = simple.chain.links.back().name;
  const bool only_behind_v = builtin == "printf";
  if (builtin == "read" && store_words(simple)) return;
  const std::optional<Value> value = only_behind_v || builtin == "read" ? stored_value(simple) : std::nullopt;
  for (std::size_t i = simple.chain.links.back().program + 1; i < simple.words.size(); ++i) {
    if (only_behind_v && !simple.words[i - 1].is("-v")) continue;
    const Word& word = simple.words[i];
    const std::string_view name = std::string_view(word.text).substr(0, word.text.find_first_of("=+-*/["));
    if (word.known() && !name.empty() && run_.live) run_.environment.set(name, value.value_or(Value::unknown()));
  }
}

}  // namespace sbatchlint
