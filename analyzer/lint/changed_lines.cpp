#include "lint/changed_lines.h"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <utility>

namespace sbatchlint {
namespace {

constexpr std::string_view kNewFile = "+++ ";

// `b/path`, or within quotes with C's escapes; what stands behind a tab is no part of it.
std::string read_name(std::string_view text) {
  std::string name;
  if (!text.starts_with('"')) {
    name = text.substr(0, text.find('\t'));
  } else {
    for (std::size_t i = 1; i < text.size() && text[i] != '"'; ++i) {
      if (text[i] != '\\' || i + 1 >= text.size()) {
        name += text[i];
        continue;
      }
      ++i;
      int octal = 0;
      const auto [end, error] = std::from_chars(text.data() + i, text.data() + std::min(i + 3, text.size()), octal, 8);
      if (error == std::errc()) {
        name += static_cast<char>(octal);
        i = static_cast<std::size_t>(end - text.data()) - 1;
      } else {
        constexpr std::string_view kLetters = "abtnvfr";
        const std::size_t letter = kLetters.find(text[i]);
        name += letter == std::string_view::npos ? text[i] : static_cast<char>('\a' + static_cast<char>(letter));
      }
    }
  }
  return name.substr(std::min<std::size_t>(2, name.size()));
}

// "@@ -1,2 +3,4 @@": the part behind the plus.
std::optional<LineRange> read_hunk(std::string_view line) {
  const std::size_t plus = line.find(" +");
  if (plus == std::string_view::npos) return std::nullopt;
  std::uint32_t first = 0;
  std::uint32_t count = 1;
  const char* end = line.data() + line.size();
  const auto read = std::from_chars(line.data() + plus + 2, end, first);
  if (read.ec != std::errc()) return std::nullopt;
  if (read.ptr != end && *read.ptr == ',') std::from_chars(read.ptr + 1, end, count);
  if (count == 0) return LineRange{.first = first == 0 ? 0 : first - 1, .last = first};
  return LineRange{.first = first - 1, .last = first + count - 2};
}

// "Binary files a/x and b/x differ": the second name, if the line is of that kind. The names are alike unless the file
// was renamed, so that one with " and " in it is no riddle.
std::optional<std::string_view> binary_name(std::string_view line) {
  constexpr std::string_view kBegin = "Binary files ";
  constexpr std::string_view kAnd = " and ";
  constexpr std::string_view kEnd = " differ";
  if (!line.starts_with(kBegin) || !line.ends_with(kEnd)) return std::nullopt;
  line.remove_prefix(kBegin.size());
  line.remove_suffix(std::min(kEnd.size(), line.size()));
  std::size_t at = line.size() < kAnd.size() ? 0 : (line.size() - kAnd.size()) / 2;
  if (line.substr(at, kAnd.size()) != kAnd) at = line.rfind(kAnd);
  if (at == std::string_view::npos) return std::nullopt;
  return line.substr(at + kAnd.size());
}

}  // namespace

ChangedLines read_changed_lines(std::string_view git_diff) {
  ChangedLines changed;
  std::vector<LineRange>* current = nullptr;
  while (!git_diff.empty()) {
    const std::size_t newline = std::min(git_diff.find('\n'), git_diff.size());
    const std::string_view line = git_diff.substr(0, newline);
    git_diff.remove_prefix(std::min(newline + 1, git_diff.size()));
    if (line.starts_with("diff --git ")) {
      current = nullptr;
    } else if (current == nullptr && line.starts_with(kNewFile)) {
      current = &changed[read_name(line.substr(kNewFile.size()))];
    } else if (const auto binary = current == nullptr ? binary_name(line) : std::nullopt) {
      changed[read_name(*binary)].push_back({.first = 0, .last = std::numeric_limits<std::uint32_t>::max()});
    } else if (current != nullptr && line.starts_with("@@ ")) {
      if (const auto range = read_hunk(line)) current->push_back(*range);
    }
  }
  return changed;
}

void keep_changed(FileResult& file, const std::vector<LineRange>& changed, std::string_view reason) {
  std::vector<Diagnostic> kept;
  for (Diagnostic& diagnostic : file.diagnostics) {
    const Span span = diagnostic.span;
    const std::uint32_t first = file.source.line_of(span.begin);
    const std::uint32_t last = file.source.line_of(span.empty() ? span.begin : span.end - 1);
    const bool touches = std::ranges::any_of(
        changed, [&](const LineRange& range) { return range.first <= last && first <= range.last; });
    const bool is_about_run = diagnostic.rule->code == "SB000" || diagnostic.rule->code == "SB001";
    if (touches || is_about_run) {
      kept.push_back(std::move(diagnostic));
    } else {
      file.suppressed.push_back(
          {.diagnostic = std::move(diagnostic), .reason = std::string(reason), .in_source = false});
    }
  }
  file.diagnostics = std::move(kept);
}

}  // namespace sbatchlint
