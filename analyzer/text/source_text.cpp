// Lines are split at `\n` alone, as sbatch and bash do.
#include "text/source_text.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <limits>
#include <utility>

namespace sbatchlint {

SourceText::SourceText(std::string name, std::string bytes) : name_(std::move(name)), bytes_(std::move(bytes)) {
  assert(bytes_.size() < std::numeric_limits<std::uint32_t>::max());
  const char* const first = bytes_.data();
  const char* const last = first + bytes_.size();
  const char* at = first;
  while (at != last) {
    const auto* newline = static_cast<const char*>(std::memchr(at, '\n', static_cast<std::size_t>(last - at)));
    if (newline == nullptr || newline + 1 == last) break;
    at = newline + 1;
    line_starts_.push_back(static_cast<std::uint32_t>(at - first));
  }
}

std::string_view SourceText::slice(Span span) const {
  const std::uint32_t begin = std::min(span.begin, size());
  const std::uint32_t end = std::clamp(span.end, begin, size());
  return std::string_view(bytes_).substr(begin, end - begin);
}

std::uint32_t SourceText::line_of(std::uint32_t offset) const {
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  return static_cast<std::uint32_t>(after - line_starts_.begin()) - 1;
}

Span SourceText::line_span(std::uint32_t line) const {
  Span span = full_line_span(line);
  if (!span.empty() && bytes_[span.end - 1] == '\n') --span.end;
  return span;
}

Span SourceText::full_line_span(std::uint32_t line) const {
  assert(line < line_count());
  const std::uint32_t end = line + 1 < line_count() ? line_starts_[line + 1] : size();
  return {.begin = line_starts_[line], .end = end};
}

}  // namespace sbatchlint
