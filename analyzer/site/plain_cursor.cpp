#include "site/plain_cursor.h"

#include <algorithm>
#include <charconv>
#include <cstddef>

#include "site/profile_table.h"

namespace sbatchlint {

namespace {

bool is_bare_key(char c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '_' || c == '-';
}

// Of a text or a comment, as TOML allows it; bytes beyond ASCII are for the library to judge.
bool is_printable(char c) { return c == '\t' || (0x20 <= c && c < 0x7F); }

}  // namespace

void PlainCursor::skip_lines() {
  for (;;) {
    skip_blanks();
    if (text_.empty()) return;
    if (text_.front() == '\n') {
      text_.remove_prefix(1);
      continue;
    }
    const std::size_t before = text_.size();
    if ((text_.front() != '#' && text_.front() != '\r') || !end_of_line() || text_.size() == before) return;
  }
}

bool PlainCursor::end_of_line() {
  skip_blanks();
  const std::string_view line = text_.substr(0, text_.find('\n'));
  const std::string_view words = line.substr(0, line.ends_with('\r') ? line.size() - 1 : line.size());
  if (!words.empty() && (words.front() != '#' || !std::ranges::all_of(words, is_printable))) return false;
  text_.remove_prefix(std::min(line.size() + 1, text_.size()));
  return true;
}

std::string_view PlainCursor::key() {
  skip_blanks();
  std::size_t size = 0;
  while (size < text_.size() && is_bare_key(text_[size])) ++size;
  return take_first(size);
}

std::optional<std::string_view> PlainCursor::text() {
  if (!take('"')) return std::nullopt;
  std::size_t end = 0;
  while (end < text_.size() && text_[end] != '"' && text_[end] != '\\' && is_printable(text_[end])) ++end;
  if (end == text_.size() || text_[end] != '"') return std::nullopt;
  const std::string_view inside = take_first(end);
  text_.remove_prefix(1);
  return inside;
}

std::optional<std::uint64_t> PlainCursor::number() {
  skip_blanks();
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
  const std::string_view digits = text_.substr(0, static_cast<std::size_t>(end - text_.data()));
  const bool padded = digits.size() > 1 && digits.front() == '0';
  if (error != std::errc() || padded || value > INT64_MAX) return std::nullopt;
  text_.remove_prefix(digits.size());
  return value;
}

bool PlainCursor::read(std::string& value) {
  const auto read = text();
  if (read) value = *read;
  return read.has_value();
}

bool PlainCursor::read(bool& value) {
  const std::string_view word = key();
  value = word == "true";
  return value || word == "false";
}

bool PlainCursor::read(std::optional<std::uint64_t>& value) {
  value = number();
  return value.has_value();
}

bool PlainCursor::read(std::optional<Minutes>& value) {
  const auto read = text();
  value = read ? read_profile_time(*read) : std::nullopt;
  return value.has_value();
}

bool PlainCursor::read(std::optional<Megabytes>& value) {
  const auto read = text();
  value = read ? read_profile_memory(*read) : std::nullopt;
  return value.has_value();
}

bool PlainCursor::read(std::vector<std::string>& value) {
  return list([&](std::string_view item) {
    value.emplace_back(item);
    return true;
  });
}

bool PlainCursor::read(std::vector<HostRange>& value) {
  return list([&](std::string_view item) { return read_host_ranges(item, value).ok(); });
}

bool PlainCursor::read_day(std::string& value) {
  skip_blanks();
  constexpr std::string_view kShape = "dddd-dd-dd";
  const std::string_view text = take_first(kShape.size());
  if (text.size() != kShape.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = '0' <= text[i] && text[i] <= '9';
    if (kShape[i] == 'd' ? !digit : text[i] != '-') return false;
  }
  const std::string_view month = text.substr(5, 2);
  const std::string_view day = text.substr(8, 2);
  if (month < "01" || month > "12" || day < "01" || day > "28") return false;
  value = text;
  return true;
}

}  // namespace sbatchlint
