#include "slurm/line_words.h"

#include "slurm/values/text.h"
#include "text/template_hole.h"

#include <cstddef>
#include <utility>

namespace sbatchlint {
namespace {

bool begins_with_word(std::string_view text, std::string_view word) {
  return starts_with_ignoring_case(text, word) && (text.size() == word.size() || is_blank(text[word.size()]));
}

// One line being read: Slurm 22.05 to 26.05, src/sbatch/opt.c, get_argument.
class LineReader {
 public:
  LineReader(std::string_view text, std::uint32_t offset, const ReadingMode& mode)
      : text_(text),
        offset_(offset),
        blank_can_be_escaped_(mode.release >= Release::V24_05),
        holes_(mode.placeholders == Placeholders::Holes) {}

  std::optional<LineError> read(DirectiveLine& line, std::vector<Word>& words) {
    while (true) {
      const std::size_t rest = at_;
      while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
      if (at_ == text_.size()) return {};
      if (begins_with_hetjob(text_.substr(at_))) return drop_rest(line, true);
      if (text_[at_] == ':') return colon(rest);
      const std::size_t begin = at_;
      Word word;
      if (const auto quote = read_word(word)) return unmatched(rest, *quote);
      const bool comment = at_ < text_.size() && text_[at_] == '#';
      if (comment) {
        line.comment = span(at_, text_.size());
        line.comment_cuts_word = at_ > begin;
      }
      // A word without a single character ends the line, and nothing says so.
      if (word.text.empty() && word.holes.empty()) {
        if (!comment) drop_rest(line, false);
        return {};
      }
      word.span = span(begin, at_);
      words.push_back(std::move(word));
      if (comment) return {};
    }
  }

 private:
  // Reads up to a blank, a comment or the end. Where a quote stays open, its position.
  std::optional<std::size_t> read_word(Word& read) {
    std::string& word = read.text;
    char quote = '\0';
    std::size_t quoted_from = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (quote == '\0' && is_blank(c)) break;
      const bool may_be_hole = holes_ && may_begin_hole(c);
      if (const std::size_t hole = may_be_hole ? template_hole_in_directive(text_, at_) : 0) {
        read.holes.push_back({.at = static_cast<std::uint32_t>(word.size()), .splits = quote == '\0'});
        at_ += hole;
      } else if (c == '\\') {
        if (!read_escaped(word, quote != '\0')) break;
      } else if (quote != '\0' && c == quote) {
        quote = '\0';
        ++at_;
      } else if (quote == '\0' && (c == '"' || c == '\'')) {
        quote = c;
        quoted_from = at_++;
      } else if (quote == '\0' && c == '#') {
        break;
      } else {
        copy_plain(word, quote != '\0');
      }
    }
    if (quote == '\0') return {};
    return quoted_from;
  }

  // Copies the run of characters that mean nothing but themselves.
  void copy_plain(std::string& word, bool quoted) {
    const std::size_t begin = at_++;
    while (at_ < text_.size() && !is_special(text_[at_], quoted) && !may_begin_hole(text_[at_])) ++at_;
    word.append(text_, begin, at_ - begin);
  }

  static bool is_special(char c, bool quoted) {
    if (c == '\\' || c == '"' || c == '\'') return true;
    return !quoted && (c == '#' || is_blank(c));
  }

  // Placeholders of templates are filled before sbatch sees the line: a word with one is not known, and neither a blank
  // nor a `#` in it means anything.
  static bool may_begin_hole(char c) {
    switch (c) {
      case '{':
      case '<':
      case '[':
      case '%':
      case '@':
      case '!':
      case '_':
      case 'X':
      case '*':
      case '#': return true;
      default: return false;
    }
  }

  // A backslash makes the next character plain, in both kinds of quotes, too; before a blank it did not always. False
  // where it ends the word.
  bool read_escaped(std::string& word, bool quoted) {
    ++at_;
    if (at_ == text_.size()) return true;
    const char c = text_[at_];
    const bool plain = quoted || !is_blank(c) || (c == ' ' && blank_can_be_escaped_);
    if (!plain) return false;
    word += c;
    ++at_;
    return true;
  }

  std::optional<LineError> drop_rest(DirectiveLine& line, bool by_hetjob) {
    const Span rest = span(at_, text_.size());
    line.dropped_by_hetjob = by_hetjob;
    if (!rest.empty()) line.dropped = rest;
    return {};
  }

  [[nodiscard]] LineError colon(std::size_t rest) const {
    std::size_t end = at_;
    while (end < text_.size() && !is_blank(text_[end])) ++end;
    return {.kind = LineErrorKind::UnexpectedColon, .span = span(at_, end), .rest = span(rest, text_.size())};
  }

  [[nodiscard]] LineError unmatched(std::size_t rest, std::size_t quote) const {
    return {.kind = LineErrorKind::UnmatchedQuote,
            .span = span(quote, quote + 1),
            .rest = span(rest, text_.size()),
            .quote = text_[quote]};
  }

  [[nodiscard]] Span span(std::size_t begin, std::size_t end) const {
    return {.begin = offset_ + static_cast<std::uint32_t>(begin), .end = offset_ + static_cast<std::uint32_t>(end)};
  }

  std::string_view text_;
  std::uint32_t offset_;
  bool blank_can_be_escaped_;
  bool holes_;
  std::size_t at_ = 0;
};

}  // namespace

bool begins_with_hetjob(std::string_view text) {
  return begins_with_word(text, "hetjob") || begins_with_word(text, "packjob");
}

std::optional<LineError> split_words(std::string_view text, std::uint32_t offset, const ReadingMode& mode,
                                     DirectiveLine& line, std::vector<Word>& words) {
  return LineReader(text, offset, mode).read(line, words);
}

}  // namespace sbatchlint
