// `**` is matched here, segment by segment; a single segment by fnmatch(3).
#include "hosts/cli/gitignore.h"

#include <fnmatch.h>

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>

namespace sbatchlint::cli {
namespace {

constexpr std::string_view kAnyDepth = "**";

std::vector<std::string> split_path(std::string_view path) {
  std::vector<std::string> segments;
  while (!path.empty()) {
    const std::size_t slash = std::min(path.find('/'), path.size());
    if (slash > 0) segments.emplace_back(path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return segments;
}

bool matches_segment(const std::string& pattern, const std::string& name) {
  return ::fnmatch(pattern.c_str(), name.c_str(), 0) == 0;
}

// Greedy with one step back to the last `**`: linear in practice, never exponential.
bool matches_path(std::span<const std::string> pattern, std::span<const std::string> path) {
  std::size_t p = 0;
  std::size_t at = 0;
  std::optional<std::size_t> star;
  std::size_t star_at = 0;
  while (at < path.size()) {
    if (p < pattern.size() && pattern[p] == kAnyDepth) {
      star = p++;
      star_at = at;
    } else if (p < pattern.size() && matches_segment(pattern[p], path[at])) {
      ++p;
      ++at;
    } else if (star) {
      p = *star + 1;
      at = ++star_at;
    } else {
      return false;
    }
  }
  // `folder/**` is everything inside, not the folder itself.
  return p == pattern.size();
}

// Trailing blanks do not count unless the last one is escaped.
std::string_view without_trailing_blanks(std::string_view line) {
  while (line.ends_with(' ') && !line.ends_with("\\ ")) line.remove_suffix(1);
  return line;
}

}  // namespace

std::optional<IgnorePattern> parse_ignore_line(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  line = without_trailing_blanks(line);
  if (line.empty() || line.starts_with('#')) return std::nullopt;
  IgnorePattern pattern;
  if (line.starts_with('!')) {
    pattern.negated = true;
    line.remove_prefix(1);
  }
  if (line.ends_with('/')) {
    pattern.folders_only = true;
    line.remove_suffix(1);
  }
  const bool anchored = line.find('/') != std::string_view::npos;
  pattern.segments = split_path(line);
  if (pattern.segments.empty()) return std::nullopt;
  if (!anchored) pattern.segments.insert(pattern.segments.begin(), std::string(kAnyDepth));
  return pattern;
}

std::shared_ptr<const IgnoreLevel> read_ignore_file(std::string folder, std::string_view text,
                                                    std::shared_ptr<const IgnoreLevel> outer) {
  auto level = std::make_shared<IgnoreLevel>();
  level->folder = std::move(folder);
  level->outer = std::move(outer);
  while (!text.empty()) {
    const std::size_t newline = std::min(text.find('\n'), text.size());
    if (auto pattern = parse_ignore_line(text.substr(0, newline))) level->patterns.push_back(std::move(*pattern));
    text.remove_prefix(std::min(newline + 1, text.size()));
  }
  return level;
}

bool is_ignored(const IgnoreLevel* level, std::string_view path, bool is_folder) {
  for (; level != nullptr; level = level->outer.get()) {
    const std::vector<std::string> segments = split_path(path.substr(level->folder.size()));
    for (auto pattern = level->patterns.rbegin(); pattern != level->patterns.rend(); ++pattern) {
      if (pattern->folders_only && !is_folder) continue;
      if (matches_path(pattern->segments, segments)) return !pattern->negated;
    }
  }
  return false;
}

}  // namespace sbatchlint::cli
