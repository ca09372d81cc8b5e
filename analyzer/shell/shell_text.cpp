#include "shell/shell_text.h"

#include <algorithm>

namespace sbatchlint {

void ShellText::append(std::string_view text, Span place) {
  const bool exact = text.size() == place.size();
  made_ += text;
  for (std::uint32_t i = 0; i < text.size(); ++i) {
    places_.push_back(exact ? Span{.begin = place.begin + i, .end = place.begin + i + 1} : place);
  }
}

void ShellText::append(const ShellText& other) {
  if (other.made()) {
    made_ += other.made_;
    places_.insert(places_.end(), other.places_.begin(), other.places_.end());
  } else if (!other.piece_.empty()) {
    append(other.piece_, other.place({.begin = 0, .end = static_cast<std::uint32_t>(other.piece_.size())}));
  }
}

void ShellText::remove_front(std::size_t count) {
  if (!made()) {
    count = std::min(count, piece_.size());
    piece_.remove_prefix(count);
    base_ += static_cast<std::uint32_t>(count);
    return;
  }
  count = std::min(count, made_.size());
  made_.erase(0, count);
  places_.erase(places_.begin(), places_.begin() + static_cast<std::ptrdiff_t>(count));
  if (places_.empty()) *this = ShellText();
}

std::vector<std::uint32_t> ShellText::offsets() const {
  std::vector<std::uint32_t> result;
  const auto size = static_cast<std::uint32_t>(bytes().size());
  result.reserve(size + 1);
  for (std::uint32_t i = 0; i < size; ++i) result.push_back(place({.begin = i, .end = i + 1}).begin);
  result.push_back(place({.begin = size > 0 ? size - 1 : 0, .end = size}).end);
  return result;
}

Span ShellText::place_made(Span local) const {
  const auto last = static_cast<std::uint32_t>(places_.size() - 1);
  const Span first_byte = places_[std::min(local.begin, last)];
  if (local.empty()) return {.begin = first_byte.begin, .end = first_byte.begin};
  const Span last_byte = places_[std::min(local.end - 1, last)];
  // Text that came from elsewhere may stand in any order.
  if (last_byte.end < first_byte.begin) return first_byte;
  return {.begin = first_byte.begin, .end = last_byte.end};
}

}  // namespace sbatchlint
