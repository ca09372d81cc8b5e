#include "syntax/line_scanner.h"

#include <algorithm>
#include <cstddef>
#include <vector>

#include "text/ascii.h"
#include "text/character_set.h"

namespace sbatchlint {
namespace {

struct Heredoc {
  std::string_view delimiter;
  bool strips_tabs = false;
};

// Characters that the scanner has to look at.
constexpr CharacterSet kSpecial("\\'\"#<\n=()|&");
constexpr CharacterSet kInDelimiter = CharacterSet("_").with_letters_and_digits();

class LineScanner {
 public:
  LineScanner(std::string_view text, std::uint32_t at) : text_(text), at_(at) {}

  std::uint32_t next() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (!kSpecial.has(c)) {
        ++at_;
        if (c != ' ' && c != '\t') goes_on_ = false;
        continue;
      }
      if (c == '\n') {
        ++at_;
        if (ends_line()) return at();
        continue;
      }
      special(c);
    }
    return at();
  }

 private:
  [[nodiscard]] std::uint32_t at() const { return static_cast<std::uint32_t>(std::min(at_, text_.size())); }

  void special(char c) {
    switch (c) {
      case '\\': at_ += 2; break;
      case '\'': at_ = std::min(text_.find('\'', at_ + 1), text_.size() - 1) + 1; break;
      case '"': string(); break;
      case '#':
        if (at_ > 0 && text_[at_ - 1] != ' ' && text_[at_ - 1] != '\t' && text_[at_ - 1] != '\n') {
          ++at_;
          break;
        }
        at_ = std::min(text_.find('\n', at_), text_.size());
        return;
      case '|':
      case '&':
        // `a |`, `a |&` and `a &&` want another command, `a &` does not.
        goes_on_ = c == '|' || (at_ > 0 && (text_[at_ - 1] == '&' || text_[at_ - 1] == '|'));
        ++at_;
        return;
      case '<': angle(); break;
      case '=':
        ++at_;
        if (at_ < text_.size() && text_[at_] == '(' && array_ == 0) {
          ++at_;
          array_ = 1;
        }
        break;
      case '(':
        ++at_;
        if (array_ > 0) ++array_;
        break;
      case ')':
        ++at_;
        if (array_ > 0) --array_;
        break;
      default: ++at_; break;
    }
    goes_on_ = false;
  }

  // Past a newline: whether the next line begins a statement.
  bool ends_line() {
    for (const Heredoc& heredoc : heredocs_) skip(heredoc);
    heredocs_.clear();
    return array_ == 0 && !goes_on_;
  }

  void string() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    ++at_;
  }

  // `<<[-]WORD`, the word quoted or not.
  void angle() {
    if (!text_.substr(at_).starts_with("<<")) {
      ++at_;
      return;
    }
    at_ += 2;
    if (at_ < text_.size() && text_[at_] == '<') {
      ++at_;
      return;
    }
    Heredoc heredoc;
    if (at_ < text_.size() && text_[at_] == '-') {
      heredoc.strips_tabs = true;
      ++at_;
    }
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    const char quote = at_ < text_.size() ? text_[at_] : '\n';
    if (quote == '\'' || quote == '"' || quote == '\\') ++at_;
    const std::size_t begin = at_;
    while (at_ < text_.size() && kInDelimiter.has(text_[at_])) ++at_;
    if (at_ == begin || is_digit(text_[begin])) return;
    heredoc.delimiter = text_.substr(begin, at_ - begin);
    if ((quote == '\'' || quote == '"') && at_ < text_.size() && text_[at_] == quote) ++at_;
    heredocs_.push_back(heredoc);
  }

  void skip(const Heredoc& heredoc) {
    while (at_ < text_.size()) {
      const std::size_t end = std::min(text_.find('\n', at_), text_.size());
      std::string_view line = text_.substr(at_, end - at_);
      if (heredoc.strips_tabs) line.remove_prefix(std::min(line.find_first_not_of('\t'), line.size()));
      at_ = end + 1;
      if (line == heredoc.delimiter) return;
    }
  }

  std::string_view text_;
  std::size_t at_;
  std::size_t array_ = 0;  // parentheses that are open, that of an array the first
  bool goes_on_ = false;   // an operator is the last that was seen
  std::vector<Heredoc> heredocs_;
};

}  // namespace

std::uint32_t next_statement_line(std::string_view text, std::uint32_t at) { return LineScanner(text, at).next(); }

}  // namespace sbatchlint
