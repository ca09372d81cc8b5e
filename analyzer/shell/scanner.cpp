// Statements: where they begin and end, the bodies of their heredocs, and what goes wrong.
#include "shell/scanner.h"

#include <algorithm>
#include <utility>

#include "shell/scanner_state.h"

namespace sbatchlint {
namespace {

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

}  // namespace

Scan Scanner::scan() {
  while (at_ < text_.size()) step();
  end_of_text();
  return std::move(result_);
}

bool Scanner::in_statements() const { return frames_.empty() || holds_statements(frames_.back().open); }

void Scanner::begin_statements() {
  in_word_ = false;
  expects_target_ = false;
  expects_name_ = false;
  after_compound_ = false;
  expects_command_ = true;
  joined_ = false;
}

// Within `$(...)`: what stands there belongs to the command around it.
bool Scanner::in_substitution() const { return substitutions_ > 0; }

void Scanner::begin_statement(std::size_t from) {
  if (frames_.empty() && !in_outermost_) {
    in_outermost_ = true;
    outermost_ = from;
  }
}

void Scanner::begin_simple(std::size_t from) {
  if (in_simple_ || in_substitution()) return;
  in_simple_ = true;
  simple_ = from;
}

void Scanner::drop_simple() { in_simple_ = false; }

void Scanner::end_simple() {
  if (!in_simple_ || in_substitution()) return;
  in_simple_ = false;
  if (last_ <= simple_) return;
  result_.simple.push_back(
      {.span = {.begin = static_cast<std::uint32_t>(simple_), .end = static_cast<std::uint32_t>(last_)},
       .heredocs = {}});
}

void Scanner::end_outermost(bool background) {
  if (!in_outermost_ || !frames_.empty()) return;
  in_outermost_ = false;
  if (last_ <= outermost_) return;
  result_.outermost.push_back(
      {.span = {.begin = static_cast<std::uint32_t>(outermost_), .end = static_cast<std::uint32_t>(last_)},
       .heredocs = {},
       .background = background});
}

void Scanner::end_of_line() {
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

void Scanner::read_heredocs() {
  for (const PendingHeredoc& heredoc : std::exchange(pending_, {})) {
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
void Scanner::attach(std::vector<ScannedStatement>& statements, Span op, Span body) {
  for (auto statement = statements.rbegin(); statement != statements.rend() && statement->span.end >= op.begin;
       ++statement) {
    if (statement->span.contains(op) && !statement->span.contains(body)) statement->heredocs.push_back(body);
  }
}

// Moves behind the line that ends the heredoc.
bool Scanner::find_end(const PendingHeredoc& heredoc) {
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

void Scanner::report(ProblemKind kind, Span span, std::string what) {
  if (result_.problems.empty() && !result_.broken) {
    result_.problems.push_back({.kind = kind, .span = span, .what = std::move(what)});
  }
}

void Scanner::report_open(const OpenFrame& frame) {
  const std::string what(text_.substr(frame.at.begin, frame.at.size()));
  const bool quote = frame.open == Open::DoubleQuote;
  report(quote ? ProblemKind::UnclosedQuote : ProblemKind::UnclosedCompound, frame.at, what);
}

// A closing word for something further out: what stands open within it has no end. For nothing that is open: broken.
void Scanner::close_around(Open what) {
  const auto closes = [what](const OpenFrame& frame) {
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

void Scanner::give_up() {
  result_.broken = true;
  next_line();
}

// Goes on in the next line as if nothing were open.
void Scanner::next_line() {
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

void Scanner::end_of_word_quietly() { in_word_ = false; }

void Scanner::end_of_text() {
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
void Scanner::quotes_end_with_lines() {
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

Scan scan_shell(std::string_view text) { return Scanner(text).scan(); }

}  // namespace sbatchlint
