// One pass with a stack of what is open. After an error it goes on with the next line, as if nothing were open.
#include "shell/scanner.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "text/ascii.h"

namespace sbatchlint {
namespace {

enum class Open : std::uint8_t {
  Condition,     // if, elif ... then
  Branch,        // then, else ... fi
  LoopHead,      // while, until, for, select ... do
  LoopBody,      // do ... done
  CaseHead,      // case ... in
  Patterns,      // in a case, up to `)`
  CaseBody,      // up to `;;` or esac
  Group,         // { ... }
  Subshell,      // ( ... )
  Substitution,  // $( ... ), <( ... )
  DoubleQuote,
  Parameter,   // ${ ... }
  Arithmetic,  // $(( ... )), (( ... ))
  Test,        // [[ ... ]]
  Array,       // x=( ... ), and the parentheses of a pattern: !(a|b)
};

struct Frame {
  Open open = Open::Group;
  Span at;               // what opened it
  int parentheses = 0;   // open ones in arithmetic
  std::size_t word = 0;  // where the word began that it stands in
};

struct Heredoc {
  std::string delimiter;
  Span at;  // operator and delimiter
  bool strip_tabs = false;
};

constexpr std::string_view kWordEnd = " \t\n;&|<>()";

bool holds_statements(Open open) {
  switch (open) {
    case Open::Condition:
    case Open::Branch:
    case Open::LoopHead:
    case Open::LoopBody:
    case Open::CaseBody:
    case Open::Group:
    case Open::Subshell:
    case Open::Substitution: return true;
    case Open::CaseHead:
    case Open::Patterns:
    case Open::DoubleQuote:
    case Open::Parameter:
    case Open::Arithmetic:
    case Open::Test:
    case Open::Array: return false;
  }
  return false;
}

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  Scan scan() {
    while (at_ < text_.size()) step();
    end_of_text();
    return std::move(result_);
  }

 private:
  // ---- where we are

  [[nodiscard]] char here() const { return text_[at_]; }
  [[nodiscard]] char next() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : '\0'; }
  [[nodiscard]] bool sees(std::string_view piece) const { return text_.substr(at_).starts_with(piece); }
  [[nodiscard]] std::uint32_t position() const { return static_cast<std::uint32_t>(at_); }
  [[nodiscard]] bool is_open(Open open) const { return !frames_.empty() && frames_.back().open == open; }
  [[nodiscard]] bool in_statements() const { return frames_.empty() || holds_statements(frames_.back().open); }

  void open(Open what, std::size_t width) {
    push({.open = what, .at = {.begin = position(), .end = position() + static_cast<std::uint32_t>(width)}});
    at_ += width;
  }
  void push(Frame frame) {
    substitutions_ += frame.open == Open::Substitution ? 1 : 0;
    frame.word = word_;
    frames_.push_back(frame);
  }
  void pop() {
    substitutions_ -= frames_.back().open == Open::Substitution ? 1 : 0;
    word_ = frames_.back().word;
    frames_.pop_back();
  }

  // ---- one piece of text

  void step() {
    if (is_open(Open::DoubleQuote)) return in_double_quotes();
    if (is_open(Open::Parameter)) return in_parameter();
    if (is_open(Open::Arithmetic)) return in_arithmetic();
    if (is_open(Open::Test) || is_open(Open::Array) || is_open(Open::CaseHead) || is_open(Open::Patterns))
      return in_words();
    in_commands();
  }

  // Quotes and expansions, the same nearly everywhere. True if one was read or opened.
  bool quote_or_expansion() {
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

  void expansion() {
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
  [[nodiscard]] bool is_arithmetic(std::size_t from) const {
    int depth = 0;
    const std::size_t limit = std::min(text_.size(), from + 500);
    for (std::size_t i = from; i < limit; ++i) {
      if (text_[i] == '(') ++depth;
      if (text_[i] == ')' && depth-- == 0) return i + 1 < text_.size() && text_[i + 1] == ')';
    }
    return true;
  }

  void single_quotes(std::size_t width) {
    const std::size_t end = text_.find('\'', at_ + width);
    if (end == std::string_view::npos) return unclosed_quote(at_, width);
    at_ = end + 1;
  }

  void ansi_c_quotes() {
    std::size_t end = at_ + 2;
    while (end < text_.size() && text_[end] != '\'') end += text_[end] == '\\' ? 2 : 1;
    if (end >= text_.size()) return unclosed_quote(at_, 2);
    at_ = end + 1;
  }

  // bash looks for the next backquote first, whatever stands before it, and reads what is between only when it runs it.
  void backquote() {
    std::size_t end = at_ + 1;
    while (end < text_.size() && text_[end] != '`') end += text_[end] == '\\' ? 2 : 1;
    if (end >= text_.size()) return unclosed_quote(at_, 1);
    at_ = end + 1;
  }

  // `$[ ... ]`, the old way to write arithmetic.
  void old_arithmetic() {
    int depth = 0;
    std::size_t end = at_ + 1;
    for (; end < text_.size(); ++end) {
      if (text_[end] == '[') ++depth;
      if (text_[end] == ']' && --depth == 0) break;
    }
    at_ = end < text_.size() ? end + 1 : at_ + 2;
  }

  // Text that is quoted to the end of the file: it is said once, then quotes end with their lines.
  void unclosed_quote(std::size_t from, std::size_t width) {
    const auto begin = static_cast<std::uint32_t>(from);
    report(ProblemKind::UnclosedQuote, {.begin = begin, .end = begin + static_cast<std::uint32_t>(width)},
           std::string(text_.substr(from + width - 1, 1)));
    at_ = from;
    next_line();
  }

  void in_double_quotes() {
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

  void in_parameter() {
    if (here() == '}') {
      pop();
      ++at_;
      continue_word();
    } else if (here() == '\'' && quoted_around()) {
      ++at_;
    } else if (!quote_or_expansion()) {
      ++at_;
    }
  }

  // `"${x#'}"`: within double quotes a single quote is a character.
  [[nodiscard]] bool quoted_around() const {
    return frames_.size() > 1 && frames_[frames_.size() - 2].open == Open::DoubleQuote;
  }

  void in_arithmetic() {
    Frame& frame = frames_.back();
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
  void in_words() {
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

  void process_substitution() {
    open(Open::Substitution, 2);
    begin_statements();
  }

  [[nodiscard]] bool at_word_start() const {
    return at_ == 0 || kWordEnd.find(text_[at_ - 1]) != std::string_view::npos;
  }
  [[nodiscard]] bool sees_word(std::string_view word) const {
    const std::size_t end = at_ + word.size();
    return at_word_start() && sees(word) &&
           (end == text_.size() || kWordEnd.find(text_[end]) != std::string_view::npos);
  }

  // ---- commands

  void in_commands() {
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
  [[nodiscard]] bool at_word_end() const {
    return at_ >= text_.size() || (here() != '(' && kWordEnd.find(here()) != std::string_view::npos);
  }

  void begin_word() {
    if (in_word_) return;
    in_word_ = true;
    plain_word_ = true;
    word_ = at_;
  }

  // Behind a quote or an expansion the word that it stands in goes on.
  void continue_word() {
    if (!in_statements()) return;
    in_word_ = true;
    plain_word_ = false;
    if (at_word_end()) end_of_word();
  }

  void blank() {
    end_of_word();
    ++at_;
  }

  void comment() { at_ = std::min(text_.find('\n', at_), text_.size()); }

  // A word that is complete: a reserved word where a command may begin, else one of a command's words.
  void end_of_word() {
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
  [[nodiscard]] bool in_for_head() const {
    return is_open(Open::LoopHead) &&
           std::string_view("fs").find(text_[frames_.back().at.begin]) != std::string_view::npos;
  }

  // Right behind a compound command these need no `;` in front: `{ (a) }`.
  [[nodiscard]] static bool is_closing(std::string_view word) {
    constexpr auto kClosing =
        std::to_array<std::string_view>({"do", "done", "elif", "else", "esac", "fi", "then", "}"});
    return std::ranges::binary_search(kClosing, word);
  }

  [[nodiscard]] static bool is_assignment(std::string_view word) {
    const std::size_t equals = word.find('=');
    if (equals == std::string_view::npos || equals == 0) return false;
    return std::ranges::all_of(word.substr(0, equals), [](char c) {
      return c == '_' || c == '+' || c == '[' || c == ']' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
             (c >= 'A' && c <= 'Z');
    });
  }

  bool reserved_word(std::string_view word) {
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

  void open_word(Open what) {
    begin_statement(word_);
    push({.open = what, .at = {.begin = static_cast<std::uint32_t>(word_), .end = position()}});
    expects_command_ = true;
  }

  void read_prefix() { begin_statement(word_); }
  void read_if() { open_word(Open::Condition); }
  void read_loop() { open_word(Open::LoopHead); }
  void read_group() {
    // `for ((;;)) { ...; }`
    if (in_for_head()) return turn(Open::LoopHead, Open::Group);
    open_word(Open::Group);
  }
  void read_for() {
    open_word(Open::LoopHead);
    expects_command_ = false;
  }
  void read_case() { open_word(Open::CaseHead); }
  void read_test() { open_word(Open::Test); }
  void read_function() {
    begin_statement(word_);
    expects_name_ = true;
  }
  void read_then() { turn(Open::Condition, Open::Branch); }
  void read_do() { turn(Open::LoopHead, Open::LoopBody); }
  void read_else() { turn(Open::Branch, Open::Branch); }
  void read_elif() { turn(Open::Branch, Open::Condition); }
  void read_fi() { close(Open::Branch); }
  void read_done() { close(Open::LoopBody); }
  void close_group() { close(Open::Group); }
  void close_case_word() { close(Open::CaseBody); }

  // The keyword in the middle of a compound command.
  void turn(Open from, Open to) {
    if (!is_open(from)) return close_around(from);
    frames_.back().open = to;
    expects_command_ = true;
  }

  void close(Open what) {
    if (!is_open(what)) return close_around(what);
    pop();
    end_of_compound();
  }

  void end_of_compound() {
    expects_command_ = false;
    after_compound_ = true;
    in_simple_ = false;
    last_ = at_;
  }

  void close_test() {
    pop();
    at_ += 2;
    end_of_compound();
  }

  void close_array() {
    pop();
    ++at_;
    continue_word();
  }

  void close_case() {
    pop();
    at_ += 4;
    end_of_compound();
  }

  void end_of_pattern() {
    frames_.back().open = Open::CaseBody;
    ++at_;
    begin_statements();
  }

  void opening_parenthesis() {
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
  void function_parentheses(std::size_t behind) {
    end_of_word();
    behind_name_ = false;
    drop_simple();
    at_ = behind;
    last_ = at_;
    expects_command_ = true;
  }

  void closing_parenthesis() {
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
          frames_, [](const Frame& f) { return f.open == Open::Subshell || f.open == Open::Substitution; });
      if (!closes) return give_up();
      close_around(Open::Subshell);
    }
  }

  void separator() {
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

  void redirect() {
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

  void heredoc() {
    const std::size_t begin = at_;
    at_ += 2;
    Heredoc found;
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

  // ---- statements

  void begin_statements() {
    in_word_ = false;
    expects_target_ = false;
    expects_name_ = false;
    after_compound_ = false;
    expects_command_ = true;
    joined_ = false;
  }

  // Within `$(...)`: what stands there belongs to the command around it.
  [[nodiscard]] bool in_substitution() const { return substitutions_ > 0; }

  void begin_statement(std::size_t from) {
    if (frames_.empty() && !in_outermost_) {
      in_outermost_ = true;
      outermost_ = from;
    }
  }

  void begin_simple(std::size_t from) {
    if (in_simple_ || in_substitution()) return;
    in_simple_ = true;
    simple_ = from;
  }

  void drop_simple() { in_simple_ = false; }

  void end_simple() {
    if (!in_simple_ || in_substitution()) return;
    in_simple_ = false;
    if (last_ <= simple_) return;
    result_.simple.push_back(
        {.span = {.begin = static_cast<std::uint32_t>(simple_), .end = static_cast<std::uint32_t>(last_)},
         .heredocs = {}});
  }

  void end_outermost(bool background = false) {
    if (!in_outermost_ || !frames_.empty()) return;
    in_outermost_ = false;
    if (last_ <= outermost_) return;
    result_.outermost.push_back(
        {.span = {.begin = static_cast<std::uint32_t>(outermost_), .end = static_cast<std::uint32_t>(last_)},
         .heredocs = {},
         .background = background});
  }

  void end_of_line() {
    end_of_word();
    const bool statements = in_statements();
    if (statements) {
      end_simple();
      // `a &&` goes on in the next line.
      if (!(joined_ && expects_command_)) end_outermost();
      after_compound_ = false;
      if (!is_open(Open::LoopHead) || !expects_command_) expects_command_ = true;
    }
    expects_target_ = false;
    expects_name_ = false;
    ++at_;
    if (!pending_.empty()) read_heredocs();
  }

  void read_heredocs() {
    for (const Heredoc& heredoc : std::exchange(pending_, {})) {
      const auto body = static_cast<std::uint32_t>(at_);
      if (!find_end(heredoc)) {
        // bash warns and takes the rest of the file; it refuses only what that leaves open.
        unclosed_heredoc_ = heredoc;
        at_ = text_.size();
      }
      const Span span = {.begin = body, .end = position()};
      attach(result_.simple, heredoc.at, span);
      attach(result_.outermost, heredoc.at, span);
      if (in_outermost_ && outermost_ <= heredoc.at.begin) last_ = at_;
    }
  }

  // Gives the body to the statement that holds its operator, unless it lies inside of it.
  static void attach(std::vector<ScannedStatement>& statements, Span op, Span body) {
    for (auto statement = statements.rbegin(); statement != statements.rend() && statement->span.end >= op.begin;
         ++statement) {
      if (statement->span.contains(op) && !statement->span.contains(body)) statement->heredocs.push_back(body);
    }
  }

  // Moves behind the line that ends the heredoc.
  bool find_end(const Heredoc& heredoc) {
    while (at_ < text_.size()) {
      const std::size_t newline = std::min(text_.find('\n', at_), text_.size());
      std::string_view line = text_.substr(at_, newline - at_);
      at_ = std::min(newline + 1, text_.size());
      if (heredoc.strip_tabs) line.remove_prefix(std::min(line.find_first_not_of('\t'), line.size()));
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line == heredoc.delimiter) return true;
    }
    return false;
  }

  // ---- what goes wrong

  void report(ProblemKind kind, Span span, std::string what) {
    if (result_.problems.empty() && !result_.broken) {
      result_.problems.push_back({.kind = kind, .span = span, .what = std::move(what)});
    }
  }

  void report_open(const Frame& frame) {
    const std::string what(text_.substr(frame.at.begin, frame.at.size()));
    const bool quote = frame.open == Open::DoubleQuote;
    report(quote ? ProblemKind::UnclosedQuote : ProblemKind::UnclosedCompound, frame.at, what);
  }

  // A closing word for something further out: what stands open within it has no end. For nothing that is open: broken.
  void close_around(Open what) {
    const auto closes = [what](const Frame& frame) {
      if (what == Open::Subshell) return frame.open == Open::Subshell || frame.open == Open::Substitution;
      if (what == Open::Branch || what == Open::Condition)
        return frame.open == Open::Branch || frame.open == Open::Condition;
      if (what == Open::LoopBody || what == Open::LoopHead)
        return frame.open == Open::LoopBody || frame.open == Open::LoopHead;
      return frame.open == what;
    };
    const bool known = std::ranges::any_of(frames_, closes);
    if (known && !closes(frames_.back())) report_open(frames_.back());
    give_up();
  }

  void give_up() {
    result_.broken = true;
    next_line();
  }

  // Goes on in the next line as if nothing were open.
  void next_line() {
    end_of_word_quietly();
    last_ = std::max(last_, std::min(text_.find('\n', at_), text_.size()));
    frames_.clear();
    substitutions_ = 0;
    end_simple();
    end_outermost();
    in_simple_ = false;
    in_outermost_ = false;
    expects_target_ = false;
    expects_name_ = false;
    joined_ = false;
    begin_statements();
    const std::size_t newline = text_.find('\n', at_);
    at_ = newline == std::string_view::npos ? text_.size() : newline + 1;
    if (!pending_.empty()) read_heredocs();
  }

  void end_of_word_quietly() { in_word_ = false; }

  void end_of_text() {
    if (!frames_.empty() && frames_.back().open == Open::DoubleQuote) {
      // Go on behind the line of the quote; what it swallowed may hold commands.
      const std::size_t from = frames_.back().at.begin;
      if (!retried_) {
        retried_ = true;
        unclosed_quote(from, 1);
        quotes_end_with_lines();
        return;
      }
    }
    end_of_word();
    end_simple();
    if (unclosed_heredoc_ && !frames_.empty()) {
      report(ProblemKind::UnclosedHeredoc, unclosed_heredoc_->at, unclosed_heredoc_->delimiter);
    }
    if (!frames_.empty()) report_open(frames_.back());
    frames_.clear();
    substitutions_ = 0;
    end_outermost();
  }

  // After a quote without an end each line is read for itself.
  void quotes_end_with_lines() {
    const std::string_view whole = text_;
    while (at_ < whole.size()) {
      const std::size_t newline = std::min(whole.find('\n', at_), whole.size());
      text_ = whole.substr(0, newline);
      while (at_ < text_.size()) step();
      text_ = whole;
      at_ = newline;
      next_line();
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Scan result_;
  std::vector<Frame> frames_;
  std::size_t substitutions_ = 0;  // among them
  std::vector<Heredoc> pending_;
  std::optional<Heredoc> unclosed_heredoc_;

  bool in_word_ = false;
  bool plain_word_ = true;       // no quote and no expansion in it so far
  bool expects_command_ = true;  // reserved words mean something
  bool expects_target_ = false;  // of a redirect
  bool expects_name_ = false;    // of a function
  bool behind_name_ = false;     // of `function NAME`
  bool after_compound_ = false;  // right behind `)`, `fi`, `done`
  bool joined_ = false;          // behind `&&`, `||` or `|`
  bool in_simple_ = false;
  bool in_outermost_ = false;
  bool retried_ = false;
  std::size_t word_ = 0;
  std::size_t simple_ = 0;
  std::size_t outermost_ = 0;
  std::size_t last_ = 0;  // the end of the last word
};

}  // namespace

Scan scan_shell(std::string_view text) { return Scanner(text).scan(); }

}  // namespace sbatchlint
