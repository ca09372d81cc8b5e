#include "output/snippet.h"

#include <algorithm>
#include <vector>

#include "output/display.h"
#include "output/utf8.h"

namespace sbatchlint {
namespace {

constexpr std::uint32_t kMostLines = 4;   // of one label
constexpr std::uint32_t kShownLines = 3;  // where it has more
constexpr std::uint32_t kLeastColumns = 40;
constexpr std::uint32_t kMostBytes = 4;  // of a character

// The part of a label on one line.
struct Underline {
  std::uint32_t line = 0;
  Span span;
  std::string message;
  bool primary = false;
};

// The part of a line that is shown.
struct Window {
  Span span;
  bool cut_left = false;
  bool cut_right = false;
};

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

std::uint32_t last_line(const SourceText& source, Span span) {
  return source.line_of(span.empty() ? span.begin : span.end - 1);
}

// The line without its line break; a carriage return that a label covers is kept, and shown.
Span shown_line(const SourceText& source, std::uint32_t line, std::span<const Underline> underlines) {
  Span span = source.line_span(line);
  const bool has_return = !span.empty() && source.bytes()[span.end - 1] == '\r';
  const auto covers = [&span](const Underline& underline) { return underline.span.contains(span.end - 1); };
  if (has_return && std::ranges::none_of(underlines, covers)) --span.end;
  return span;
}

std::vector<Underline> underlines_of(const SourceText& source, std::span<const Label> labels) {
  std::vector<Underline> underlines;
  for (const Label& label : labels) {
    const std::uint32_t first = source.line_of(label.span.begin);
    const std::uint32_t lines = last_line(source, label.span) - first + 1;
    const std::uint32_t shown = lines > kMostLines ? kShownLines : lines;
    for (std::uint32_t line = first; line < first + shown; ++line) {
      const Span whole = source.line_span(line);
      const Span part = {.begin = std::max(label.span.begin, whole.begin),
                         .end = std::max(std::min(label.span.end, source.full_line_span(line).end), whole.begin)};
      underlines.push_back({.line = line, .span = part, .message = {}, .primary = label.primary});
    }
    underlines.back().message = visible(label.message);
    if (lines > shown) underlines.back().message += "... " + std::to_string(lines - shown) + " more lines";
  }
  std::ranges::stable_sort(underlines, {},
                           [](const Underline& underline) { return std::pair(underline.line, underline.span); });
  return underlines;
}

// The end of the longest beginning of `span` that fills no more than `columns`.
std::uint32_t end_within(const SourceText& source, Span span, std::uint32_t columns) {
  std::uint32_t width = 0;
  std::uint32_t end = span.begin;
  while (end < span.end) {
    const std::string_view rest = source.slice({.begin = end, .end = span.end});
    const std::size_t size = first_character(rest).bytes;
    width += visible_width(rest.substr(0, size));
    if (width > columns) break;
    end += static_cast<std::uint32_t>(size);
  }
  return end;
}

// The begin of the longest end of `span` that fills no more than `columns`.
std::uint32_t begin_within(const SourceText& source, Span span, std::uint32_t columns) {
  std::uint32_t width = 0;
  std::uint32_t begin = span.end;
  while (begin > span.begin) {
    std::uint32_t before = begin - 1;
    while (before > span.begin && begin - before < kMostBytes && is_continuation(source.bytes()[before])) --before;
    width += visible_width(source.slice({.begin = before, .end = begin}));
    if (width > columns) break;
    begin = before;
  }
  return begin;
}

// A line that fits is shown whole; a longer one from a little before its first underline, and from further before it
// where little follows.
Window window_of(const SourceText& source, Span line, std::uint32_t anchor, std::uint32_t columns) {
  if (line.size() <= columns * kMostBytes && visible_width(source.slice(line)) <= columns) return {.span = line};
  columns -= 2;  // what is cut leaves a mark
  anchor = std::clamp(anchor, line.begin, line.end);
  const std::uint32_t follows = end_within(source, {.begin = anchor, .end = line.end}, columns - columns / 3);
  const std::uint32_t behind = visible_width(source.slice({.begin = anchor, .end = follows}));
  Window window{.span = line};
  window.span.begin = begin_within(source, {.begin = line.begin, .end = anchor}, columns - behind);
  window.span.end = end_within(source, {.begin = window.span.begin, .end = line.end}, columns);
  window.cut_left = window.span.begin > line.begin;
  window.cut_right = window.span.end < line.end;
  return window;
}

void append_gutter(std::string& out, const SnippetStyle& style, std::uint32_t width, std::string_view number) {
  out += style.gutter;
  out.append(width - number.size(), ' ');
  out += number;
  out += " |";
  out += style.reset;
}

void append_underline(std::string& out, const SourceText& source, const Underline& underline, const Window& window,
                      const SnippetStyle& style) {
  const std::uint32_t begin = std::clamp(underline.span.begin, window.span.begin, window.span.end);
  const std::uint32_t end = std::clamp(underline.span.end, begin, window.span.end);
  const std::uint32_t indent = visible_width(source.slice({.begin = window.span.begin, .end = begin}));
  const std::uint32_t length = std::max(1U, visible_width(source.slice({.begin = begin, .end = end})));
  out.append(1 + (window.cut_left ? 1U : 0U) + indent, ' ');
  out += underline.primary ? style.primary : style.secondary;
  out.append(length, underline.primary ? '^' : '-');
  if (!underline.message.empty()) out += ' ' + underline.message;
  out += style.reset;
  out += '\n';
}

// One source line and what stands under it.
void append_line(std::string& out, const SourceText& source, std::span<const Underline> underlines, std::uint32_t width,
                 const SnippetStyle& style) {
  const std::uint32_t line = underlines.front().line;
  const Span whole = shown_line(source, line, underlines);
  const std::uint32_t columns = std::max(kLeastColumns, style.columns - std::min(style.columns, width + 5));
  const auto primary = std::ranges::find(underlines, true, &Underline::primary);
  const Underline& anchor = primary == underlines.end() ? underlines.front() : *primary;
  const Window window = window_of(source, whole, anchor.span.begin, columns);
  append_gutter(out, style, width, std::to_string(line + 1));
  const std::string text = visible(source.slice(window.span));
  if (!text.empty() || window.cut_left) out += ' ';
  if (window.cut_left) out += "…";
  out += text;
  if (window.cut_right) out += "…";
  out += '\n';
  for (const Underline& underline : underlines) {
    append_gutter(out, style, width, {});
    append_underline(out, source, underline, window, style);
  }
}

}  // namespace

std::uint32_t gutter_width(const SourceText& source, std::span<const Label> labels) {
  std::uint32_t last = 0;
  for (const Label& label : labels) last = std::max(last, last_line(source, label.span));
  return static_cast<std::uint32_t>(std::to_string(last + 1).size()) + 1;
}

void append_snippet(std::string& out, const SourceText& source, std::span<const Label> labels,
                    const SnippetStyle& style) {
  const std::uint32_t width = gutter_width(source, labels);
  const std::vector<Underline> underlines = underlines_of(source, labels);
  append_gutter(out, style, width, {});
  out += '\n';
  for (std::size_t first = 0; first < underlines.size();) {
    std::size_t last = first;
    while (last < underlines.size() && underlines[last].line == underlines[first].line) ++last;
    if (first > 0 && underlines[first].line > underlines[first - 1].line + 1) out += "...\n";
    append_line(out, source, std::span(underlines).subspan(first, last - first), width, style);
    first = last;
  }
  append_gutter(out, style, width, {});
  out += '\n';
}

}  // namespace sbatchlint
