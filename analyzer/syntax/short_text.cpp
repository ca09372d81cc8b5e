#include "syntax/short_text.h"

#include <algorithm>
#include <cstddef>

#include "syntax/line_scanner.h"
#include "syntax/plain_command.h"

namespace sbatchlint {
namespace {

std::uint32_t past_newline(std::string_view text, std::size_t at) {
  return static_cast<std::uint32_t>(std::min(text.find('\n', at), text.size() - 1) + 1);
}

}  // namespace

ShortText::ShortText(std::string_view text) : text_(text) { shorten(); }

ShortText ShortText::whole(std::string_view text) {
  ShortText all;
  all.text_ = text;
  all.take_over(0, static_cast<std::uint32_t>(text.size()));
  return all;
}

void ShortText::shorten() {
  const auto size = static_cast<std::uint32_t>(text_.size());
  std::uint32_t copied = 0;  // up to where the text was looked after
  for (std::uint32_t at = 0; at < size;) {
    const auto first = static_cast<NodeId>(nodes_.size());
    const std::uint32_t end = read_run(at);
    if (nodes_.size() > first) {
      const std::uint32_t begin = nodes_[first].begin;
      if (copied == 0 && at == 0) {
        leading_ = static_cast<NodeId>(nodes_.size());
      } else {
        take_over(copied, at);
        const auto here = static_cast<std::uint32_t>(short_.size());
        pieces_.push_back({.begin = here, .text_begin = begin, .text_end = last_line_end_, .command_end = last_end_});
        stand_ins_.push_back({.at = here, .first = first, .last = static_cast<NodeId>(nodes_.size())});
        short_ += kStandIn;
        short_ += '\n';
      }
      copied = end;
    }
    at = end < size ? next_statement_line(text_, end) : end;
  }
  take_over(copied, size);
}

// Reads lines for as long as they are blank, comments or plain commands.
std::uint32_t ShortText::read_run(std::uint32_t at) {
  while (at < text_.size()) {
    const std::size_t first = text_.find_first_not_of(" \t", at);
    if (first == std::string_view::npos) return static_cast<std::uint32_t>(text_.size());
    if (text_[first] == '\n') {
      if (last_line_end_ == at && first == at) ++last_line_end_;
      at = static_cast<std::uint32_t>(first) + 1;
      continue;
    }
    if (text_[first] == '#') {
      at = past_newline(text_, first);
      continue;
    }
    const auto begin = static_cast<std::uint32_t>(first);
    const NodeId node = static_cast<NodeId>(nodes_.size());
    const std::uint32_t end = read_plain_command(text_, begin, nodes_);
    if (end == begin) return at;
    last_end_ = std::max(nodes_[node].end, nodes_.back().end);
    at = std::min(end + 1, static_cast<std::uint32_t>(text_.size()));
    last_line_end_ = terminator_end(at);
  }
  return at;
}

// Where ends what ends the last statement: a `;` or `&`, or the newline in front of `next`.
std::uint32_t ShortText::terminator_end(std::uint32_t next) const {
  if (nodes_.back().kind == Kind::Background) return last_end_;
  const std::size_t solid = text_.find_first_not_of(" \t", last_end_);
  return solid < next && text_[solid] == ';' ? static_cast<std::uint32_t>(solid) + 1 : next;
}

void ShortText::take_over(std::uint32_t begin, std::uint32_t end) {
  if (begin >= end) return;
  pieces_.push_back({.begin = static_cast<std::uint32_t>(short_.size()), .text_begin = begin, .text_end = end});
  short_ += text_.substr(begin, end - begin);
}

std::uint32_t ShortText::begin_of(std::uint32_t begin) {
  if (pieces_.empty()) return static_cast<std::uint32_t>(text_.size());
  while (piece_ > 0 && pieces_[piece_].begin > begin) --piece_;
  while (piece_ + 1 < pieces_.size() && pieces_[piece_ + 1].begin <= begin) ++piece_;
  const Piece& piece = pieces_[piece_];
  return std::min(piece.text_begin + (begin - piece.begin), piece.text_end);
}

std::uint32_t ShortText::end_of(std::uint32_t end) {
  if (pieces_.empty()) return static_cast<std::uint32_t>(text_.size());
  const bool here = pieces_[piece_].begin < end && (piece_ + 1 == pieces_.size() || pieces_[piece_ + 1].begin >= end);
  if (here) return end_of(end, pieces_[piece_]);
  const auto next = std::ranges::lower_bound(pieces_, end, {}, &Piece::begin);
  return end_of(end, next == pieces_.begin() ? *next : *(next - 1));
}

std::uint32_t ShortText::end_of(std::uint32_t end, const Piece& piece) const {
  const std::uint32_t inside = end - piece.begin;
  if (piece.command_end == 0) return std::min(piece.text_begin + inside, piece.text_end);
  return inside <= kStandIn.size() ? piece.command_end : piece.text_end;
}

}  // namespace sbatchlint
