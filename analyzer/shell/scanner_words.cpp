// Quotes, expansions, and the places where words stand but no commands.
#include <algorithm>

#include "shell/scanner_state.h"

namespace sbatchlint {

void Scanner::step() {
  if (is_open(Open::DoubleQuote)) return in_double_quotes();
  if (is_open(Open::Parameter)) return in_parameter();
  if (is_open(Open::Arithmetic)) return in_arithmetic();
  if (is_open(Open::Test) || is_open(Open::Array) || is_open(Open::CaseHead) || is_open(Open::Patterns))
    return in_words();
  in_commands();
}

// Quotes and expansions, the same nearly everywhere. True if one was read or opened.
bool Scanner::quote_or_expansion() {
  const char c = here();
  if (c == '\\') {
    at_ = std::min(at_ + 2, text_.size());
  } else if (c == '\'') {
    single_quotes(1);
  } else if (c == '"') {
    open(Open::DoubleQuote, 1);
  } else if (c == '`') {
    backquote();
  } else if (sees("$'")) {
    ansi_c_quotes();
  } else if (c == '$') {
    expansion();
  } else {
    return false;
  }
  return true;
}

void Scanner::expansion() {
  if (sees("$((") && is_arithmetic(at_ + 3)) {
    open(Open::Arithmetic, 3);
  } else if (next() == '(') {
    open(Open::Substitution, 2);
    begin_statements();
  } else if (next() == '{') {
    open(Open::Parameter, 2);
  } else if (next() == '[') {
    old_arithmetic();
  } else {
    // `$$`, `$#`: the second character is none of its own.
    const bool special = next() == '$' || next() == '#';
    at_ += special ? 2 : 1;
  }
}

// `$((` may also open a substitution that begins with a subshell: then no `))` closes both at once.
bool Scanner::is_arithmetic(std::size_t from) const {
  int depth = 0;
  const std::size_t limit = std::min(text_.size(), from + 500);
  for (std::size_t i = from; i < limit; ++i) {
    if (text_[i] == '(') ++depth;
    if (text_[i] == ')' && depth-- == 0) return i + 1 < text_.size() && text_[i + 1] == ')';
  }
  return true;
}

void Scanner::single_quotes(std::size_t width) {
  const std::size_t end = text_.find('\'', at_ + width);
  if (end == std::string_view::npos) return unclosed_quote(at_, width);
  at_ = end + 1;
}

void Scanner::ansi_c_quotes() {
  std::size_t end = at_ + 2;
  while (end < text_.size() && text_[end] != '\'') end += text_[end] == '\\' ? 2 : 1;
  if (end >= text_.size()) return unclosed_quote(at_, 2);
  at_ = end + 1;
}

// bash looks for the next backquote first, whatever stands before it, and reads what is between only when it runs it.
void Scanner::backquote() {
  std::size_t end = at_ + 1;
  while (end < text_.size() && text_[end] != '`') end += text_[end] == '\\' ? 2 : 1;
  if (end >= text_.size()) return unclosed_quote(at_, 1);
  at_ = end + 1;
}

// `$[ ... ]`, the old way to write arithmetic.
void Scanner::old_arithmetic() {
  int depth = 0;
  std::size_t end = at_ + 1;
  for (; end < text_.size(); ++end) {
    if (text_[end] == '[') ++depth;
    if (text_[end] == ']' && --depth == 0) break;
  }
  at_ = end < text_.size() ? end + 1 : at_ + 2;
}

// Text that is quoted to the end of the file: it is said once, then quotes end with their lines.
void Scanner::unclosed_quote(std::size_t from, std::size_t width) {
  const auto begin = static_cast<std::uint32_t>(from);
  report(ProblemKind::UnclosedQuote, {.begin = begin, .end = begin + static_cast<std::uint32_t>(width)},
         std::string(text_.substr(from + width - 1, 1)));
  at_ = from;
  next_line();
}

void Scanner::in_double_quotes() {
  const char c = here();
  if (c == '"') {
    pop();
    ++at_;
    continue_word();
  } else if (c == '\\') {
    at_ = std::min(at_ + 2, text_.size());
  } else if (c == '`') {
    backquote();
  } else if (c == '$' && (next() == '(' || next() == '{')) {
    expansion();
  } else {
    ++at_;
  }
}

void Scanner::in_parameter() {
  if (here() == '}') {
    pop();
    ++at_;
    continue_word();
  } else if ((here() == '\'' && quoted_around()) || !quote_or_expansion()) {
    ++at_;
  }
}

// `"${x#'}"`: within double quotes a single quote is a character.
bool Scanner::quoted_around() const {
  return frames_.size() > 1 && frames_[frames_.size() - 2].open == Open::DoubleQuote;
}

void Scanner::in_arithmetic() {
  OpenFrame& frame = frames_.back();
  if (here() == '(') {
    ++frame.parentheses;
    ++at_;
  } else if (here() == ')' && frame.parentheses > 0) {
    --frame.parentheses;
    ++at_;
  } else if (sees("))")) {
    const bool is_command = frame.at.size() == 2;
    pop();
    at_ += 2;
    if (!is_command) return continue_word();
    end_of_compound();
    expects_command_ = is_open(Open::LoopHead);
  } else if (here() == '\'' || !quote_or_expansion()) {
    ++at_;
  }
}

// Inside `[[ ]]`, arrays, and the head and patterns of a case: words and blanks, no commands.
void Scanner::in_words() {
  const char c = here();
  if (c == '\n') return end_of_line();
  if (c == '#' && at_word_start()) return comment();
  if (is_open(Open::Test)) {
    if (sees("]]") && at_word_start()) return close_test();
  } else if (is_open(Open::Array)) {
    if (c == ')') return close_array();
    if (c == '(') return open(Open::Array, 1);
  } else if (is_open(Open::Patterns)) {
    if (c == ')') return end_of_pattern();
    if (sees_word("esac")) return close_case();
    if (c == '(' && !at_word_start()) return open(Open::Array, 1);
  } else if (sees_word("in") && at_word_start()) {
    frames_.back().open = Open::Patterns;
    at_ += 2;
    return;
  }
  if ((c == '<' || c == '>') && next() == '(') return process_substitution();
  if (!quote_or_expansion()) ++at_;
}

void Scanner::process_substitution() {
  open(Open::Substitution, 2);
  begin_statements();
}

bool Scanner::at_word_start() const { return at_ == 0 || kWordEnd.find(text_[at_ - 1]) != std::string_view::npos; }

bool Scanner::sees_word(std::string_view word) const {
  const std::size_t end = at_ + word.size();
  return at_word_start() && sees(word) && (end == text_.size() || kWordEnd.find(text_[end]) != std::string_view::npos);
}

}  // namespace sbatchlint
