// Commands: words, reserved words, parentheses, separators, redirects.
#include <algorithm>
#include <array>

#include "shell/scanner_state.h"
#include "text/ascii.h"

namespace sbatchlint {

void Scanner::in_commands() {
  const char c = here();
  if (c == '\n') return end_of_line();
  if (c == ' ' || c == '\t' || c == '\r') return blank();
  if (sees("\\\n")) {
    at_ += 2;
    return;
  }
  if (c == '#' && !in_word_) return comment();
  if (c == ';' || c == '&' || c == '|') return separator();
  if (c == '<' || c == '>') return redirect();
  if (c == '(') return opening_parenthesis();
  if (c == ')') return closing_parenthesis();
  begin_word();
  if (!quote_or_expansion()) {
    ++at_;
  } else {
    plain_word_ = false;
  }
  if (at_word_end()) end_of_word();
}

// A parenthesis may be a part of the word: `x=(`, `!(`.
bool Scanner::at_word_end() const {
  return at_ >= text_.size() || (here() != '(' && kWordEnd.find(here()) != std::string_view::npos);
}

void Scanner::begin_word() {
  if (in_word_) return;
  in_word_ = true;
  plain_word_ = true;
  word_ = at_;
}

// Behind a quote or an expansion the word that it stands in goes on.
void Scanner::continue_word() {
  if (!in_statements()) return;
  in_word_ = true;
  plain_word_ = false;
  if (at_word_end()) end_of_word();
}

void Scanner::blank() {
  end_of_word();
  ++at_;
}

void Scanner::comment() { at_ = std::min(text_.find('\n', at_), text_.size()); }

// A word that is complete: a reserved word where a command may begin, else one of a command's words.
void Scanner::end_of_word() {
  if (!in_word_) return;
  in_word_ = false;
  const std::string_view word = text_.substr(word_, at_ - word_);
  if (expects_target_) {
    expects_target_ = false;
    if (expects_command_) begin_statement(word_);
    last_ = at_;
    return;
  }
  behind_name_ = false;
  if (expects_name_) {
    expects_name_ = false;
    behind_name_ = true;
    last_ = at_;
    return;
  }
  if (plain_word_ && (expects_command_ || (after_compound_ && is_closing(word))) && reserved_word(word)) {
    last_ = at_;
    return;
  }
  after_compound_ = false;
  if (in_for_head()) {
    last_ = at_;
    return;
  }
  if (expects_command_) begin_statement(word_);
  const bool assigns = plain_word_ && is_assignment(word);
  if (!assigns) expects_command_ = false;
  begin_simple(word_);
  last_ = at_;
}

// The words of `for x in a b` are no command; those of `while a` are.
bool Scanner::in_for_head() const {
  return is_open(Open::LoopHead) &&
         std::string_view("fs").find(text_[frames_.back().at.begin]) != std::string_view::npos;
}

// Right behind a compound command these need no `;` in front: `{ (a) }`.
bool Scanner::is_closing(std::string_view word) {
  constexpr auto kClosing = std::to_array<std::string_view>({"do", "done", "elif", "else", "esac", "fi", "then", "}"});
  return std::ranges::binary_search(kClosing, word);
}

bool Scanner::is_assignment(std::string_view word) {
  const std::size_t equals = word.find('=');
  if (equals == std::string_view::npos || equals == 0) return false;
  return std::ranges::all_of(word.substr(0, equals), [](char c) {
    return c == '_' || c == '+' || c == '[' || c == ']' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
  });
}

bool Scanner::reserved_word(std::string_view word) {
  struct Reserved {
    std::string_view word;
    void (Scanner::*read)();
  };
  static constexpr auto kReserved = std::to_array<Reserved>({
      {"!", &Scanner::read_prefix},      {"[[", &Scanner::read_test},    {"case", &Scanner::read_case},
      {"coproc", &Scanner::read_prefix}, {"do", &Scanner::read_do},      {"done", &Scanner::read_done},
      {"elif", &Scanner::read_elif},     {"else", &Scanner::read_else},  {"esac", &Scanner::close_case_word},
      {"fi", &Scanner::read_fi},         {"for", &Scanner::read_for},    {"function", &Scanner::read_function},
      {"if", &Scanner::read_if},         {"select", &Scanner::read_for}, {"then", &Scanner::read_then},
      {"time", &Scanner::read_prefix},   {"until", &Scanner::read_loop}, {"while", &Scanner::read_loop},
      {"{", &Scanner::read_group},       {"}", &Scanner::close_group},
  });
  static_assert(std::ranges::is_sorted(kReserved, {}, &Reserved::word));
  const auto* const found = std::ranges::lower_bound(kReserved, word, {}, &Reserved::word);
  if (found == kReserved.end() || found->word != word) return false;
  (this->*found->read)();
  return true;
}

void Scanner::open_word(Open what) {
  begin_statement(word_);
  push({.open = what, .at = {.begin = static_cast<std::uint32_t>(word_), .end = position()}});
  expects_command_ = true;
}

void Scanner::read_prefix() { begin_statement(word_); }

void Scanner::read_if() { open_word(Open::Condition); }

void Scanner::read_loop() { open_word(Open::LoopHead); }

void Scanner::read_group() {
  // `for ((;;)) { ...; }`
  if (in_for_head()) return turn(Open::LoopHead, Open::Group);
  open_word(Open::Group);
}

void Scanner::read_for() {
  open_word(Open::LoopHead);
  expects_command_ = false;
}

void Scanner::read_case() { open_word(Open::CaseHead); }

void Scanner::read_test() { open_word(Open::Test); }

void Scanner::read_function() {
  begin_statement(word_);
  expects_name_ = true;
}

void Scanner::read_then() { turn(Open::Condition, Open::Branch); }

void Scanner::read_do() { turn(Open::LoopHead, Open::LoopBody); }

void Scanner::read_else() { turn(Open::Branch, Open::Branch); }

void Scanner::read_elif() { turn(Open::Branch, Open::Condition); }

void Scanner::read_fi() { close(Open::Branch); }

void Scanner::read_done() { close(Open::LoopBody); }

void Scanner::close_group() { close(Open::Group); }

void Scanner::close_case_word() { close(Open::CaseBody); }

// The keyword in the middle of a compound command.
void Scanner::turn(Open from, Open to) {
  if (!is_open(from)) return close_around(from);
  frames_.back().open = to;
  expects_command_ = true;
}

void Scanner::close(Open what) {
  if (!is_open(what)) return close_around(what);
  pop();
  end_of_compound();
}

void Scanner::end_of_compound() {
  expects_command_ = false;
  after_compound_ = true;
  in_simple_ = false;
  last_ = at_;
}

void Scanner::close_test() {
  pop();
  at_ += 2;
  end_of_compound();
}

void Scanner::close_array() {
  pop();
  ++at_;
  continue_word();
}

void Scanner::close_case() {
  pop();
  at_ += 4;
  end_of_compound();
}

void Scanner::end_of_pattern() {
  frames_.back().open = Open::CaseBody;
  ++at_;
  begin_statements();
}

void Scanner::opening_parenthesis() {
  if (in_word_ && at_ > 0 && text_[at_ - 1] == '=') {
    open(Open::Array, 1);
    return;
  }
  if (in_word_ && std::string_view("?*+@!").find(text_[at_ - 1]) != std::string_view::npos && plain_word_) {
    open(Open::Array, 1);
    return;
  }
  const std::size_t inside = text_.find_first_not_of(" \t", at_ + 1);
  const bool empty = inside != std::string_view::npos && text_[inside] == ')';
  if (empty && (in_word_ || !expects_command_ || behind_name_)) return function_parentheses(inside + 1);
  end_of_word();
  const bool loop_head = is_open(Open::LoopHead);
  if (!expects_command_ && !loop_head) return give_up();
  begin_statement(at_);
  if (next() == '(' && is_arithmetic(at_ + 2)) {
    open(Open::Arithmetic, 2);
    return;
  }
  open(Open::Subshell, 1);
  begin_statements();
}

// NAME () BODY
void Scanner::function_parentheses(std::size_t behind) {
  end_of_word();
  behind_name_ = false;
  drop_simple();
  at_ = behind;
  last_ = at_;
  expects_command_ = true;
}

void Scanner::closing_parenthesis() {
  end_of_word();
  if (is_open(Open::Subshell)) {
    pop();
    ++at_;
    end_simple();
    end_of_compound();
  } else if (is_open(Open::Substitution)) {
    end_simple();
    pop();
    ++at_;
    expects_command_ = false;
    continue_word();
  } else if (is_open(Open::CaseBody) && expects_command_) {
    give_up();
  } else {
    const bool closes = std::ranges::any_of(
        frames_, [](const OpenFrame& f) { return f.open == Open::Subshell || f.open == Open::Substitution; });
    if (!closes) return give_up();
    close_around(Open::Subshell);
  }
}

void Scanner::separator() {
  end_of_word();
  if (is_open(Open::CaseBody) && (sees(";;") || sees(";&"))) {
    end_simple();
    at_ += sees(";;&") ? 3 : 2;
    frames_.back().open = Open::Patterns;
    return;
  }
  if (sees("&>")) return redirect();
  const bool joins = sees("&&") || sees("||") || here() == '|';
  end_simple();
  at_ += sees("&&") || sees("||") || sees("|&") || sees(";;") ? 2 : 1;
  const bool background = !joins && text_[at_ - 1] == '&';
  if (background && !result_.simple.empty() && result_.simple.back().span.end == last_) {
    result_.simple.back().background = true;
  }
  if (!joins) end_outermost(background);
  expects_command_ = true;
  after_compound_ = false;
  joined_ = joins;
}

void Scanner::redirect() {
  if (in_word_ && !std::ranges::all_of(text_.substr(word_, at_ - word_), [](char c) { return c >= '0' && c <= '9'; }))
    end_of_word();
  // A number in front of it is the descriptor.
  const std::size_t begin = in_word_ ? word_ : at_;
  in_word_ = false;
  if (expects_command_) begin_statement(begin);
  begin_simple(begin);
  if (next() == '(') {
    begin_word();
    return process_substitution();
  }
  if (sees("<<") && !sees("<<<")) return heredoc();
  if (here() == '<' && is_letter(next())) result_.angle_brackets.push_back(position());
  while (at_ < text_.size() && std::string_view("<>&|").find(here()) != std::string_view::npos) ++at_;
  if (at_ < text_.size() && here() == '-')
    ++at_;
  else
    expects_target_ = true;
  last_ = at_;
}

void Scanner::heredoc() {
  const std::size_t begin = at_;
  at_ += 2;
  PendingHeredoc found;
  found.strip_tabs = at_ < text_.size() && here() == '-';
  if (found.strip_tabs) ++at_;
  while (at_ < text_.size() && (here() == ' ' || here() == '\t')) ++at_;
  while (at_ < text_.size() && kWordEnd.find(here()) == std::string_view::npos) {
    const char c = here();
    if (c == '\'' || c == '"') {
      const std::size_t end = text_.find(c, at_ + 1);
      if (end == std::string_view::npos) return unclosed_quote(at_, 1);
      found.delimiter += text_.substr(at_ + 1, end - at_ - 1);
      at_ = end + 1;
    } else {
      if (c == '\\' && at_ + 1 < text_.size()) ++at_;
      found.delimiter += here();
      ++at_;
    }
  }
  found.at = {.begin = static_cast<std::uint32_t>(begin), .end = position()};
  pending_.push_back(std::move(found));
  last_ = at_;
}

}  // namespace sbatchlint
