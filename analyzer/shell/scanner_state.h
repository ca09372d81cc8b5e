// The scanner at work: for scanner*.cpp alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "shell/scanner.h"

namespace sbatchlint {

// What a closing character or word is waited for.
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

struct OpenFrame {
  Open open = Open::Group;
  Span at;               // what opened it
  int parentheses = 0;   // open ones in arithmetic
  std::size_t word = 0;  // where the word began that it stands in
};

struct PendingHeredoc {
  std::string delimiter;
  Span at;  // operator and delimiter
  bool strip_tabs = false;
};

// Characters that end a word where nothing quotes them.
inline constexpr std::string_view kWordEnd = " \t\n;&|<>()";

// One pass with a stack of what is open. After an error it goes on with the next line, as if nothing were open.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}

  [[nodiscard]] Scan scan();

 private:
  // ---- where we are

  [[nodiscard]] char here() const { return text_[at_]; }
  [[nodiscard]] char next() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : '\0'; }
  [[nodiscard]] bool sees(std::string_view piece) const {
    return at_ < text_.size() && here() == piece.front() && text_.substr(at_).starts_with(piece);
  }
  [[nodiscard]] std::uint32_t position() const { return static_cast<std::uint32_t>(at_); }
  [[nodiscard]] bool is_open(Open open) const { return !frames_.empty() && frames_.back().open == open; }
  [[nodiscard]] bool in_statements() const;

  void open(Open what, std::size_t width) {
    push({.open = what, .at = {.begin = position(), .end = position() + static_cast<std::uint32_t>(width)}});
    at_ += width;
  }
  void push(OpenFrame frame) {
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

  void step();
  bool quote_or_expansion();
  void expansion();
  [[nodiscard]] bool is_arithmetic(std::size_t from) const;
  void single_quotes(std::size_t width);
  void ansi_c_quotes();
  void backquote();
  void old_arithmetic();
  void unclosed_quote(std::size_t from, std::size_t width);
  void in_double_quotes();
  void in_parameter();
  [[nodiscard]] bool quoted_around() const;
  void in_arithmetic();
  void in_words();
  void process_substitution();
  [[nodiscard]] bool at_word_start() const;
  [[nodiscard]] bool sees_word(std::string_view word) const;

  // ---- commands

  void in_commands();
  [[nodiscard]] bool at_word_end() const;
  void begin_word();
  void continue_word();
  void blank();
  void comment();
  void end_of_word();
  [[nodiscard]] bool in_for_head() const;
  [[nodiscard]] static bool is_closing(std::string_view word);
  [[nodiscard]] static bool is_assignment(std::string_view word);
  bool reserved_word(std::string_view word);
  void open_word(Open what);
  // What each reserved word does.
  void read_prefix();
  void read_if();
  void read_loop();
  void read_group();
  void read_for();
  void read_case();
  void read_test();
  void read_function();
  void read_then();
  void read_do();
  void read_else();
  void read_elif();
  void read_fi();
  void read_done();
  void close_group();
  void close_case_word();
  void turn(Open from, Open to);
  void close(Open what);
  void end_of_compound();
  void close_test();
  void close_array();
  void close_case();
  void end_of_pattern();
  void opening_parenthesis();
  void function_parentheses(std::size_t behind);
  void closing_parenthesis();
  void separator();
  void redirect();
  void heredoc();

  // ---- statements

  void begin_statements();
  [[nodiscard]] bool in_substitution() const;
  void begin_statement(std::size_t from);
  void begin_simple(std::size_t from);
  void drop_simple();
  void end_simple();
  void end_outermost(bool background = false);
  void end_of_line();
  void read_heredocs();
  static void attach(std::vector<ScannedStatement>& statements, Span op, Span body);
  bool find_end(const PendingHeredoc& heredoc);

  // ---- what goes wrong

  void report(ProblemKind kind, Span span, std::string what);
  void report_open(const OpenFrame& frame);
  void close_around(Open what);
  void give_up();
  void next_line();
  void end_of_word_quietly();
  void end_of_text();
  void quotes_end_with_lines();

  std::string_view text_;
  std::size_t at_ = 0;
  Scan result_;
  std::vector<OpenFrame> frames_;
  std::size_t substitutions_ = 0;  // among them
  std::vector<PendingHeredoc> pending_;
  std::optional<PendingHeredoc> unclosed_heredoc_;
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

}  // namespace sbatchlint
