// The shortest edit script by Myers' greedy algorithm ("An O(ND) Difference Algorithm and Its Variations", 1986). Texts
// that differ in very many lines get one large hunk instead: cost grows with the square of the differences.
#include "output/diff.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "output/display.h"

namespace sbatchlint {
namespace {

constexpr std::size_t kContext = 3;
constexpr int kMostDifferences = 1000;

using Lines = std::vector<std::string_view>;

// Lines [old_begin, old_end) became [new_begin, new_end).
struct Change {
  std::size_t old_begin = 0;
  std::size_t old_end = 0;
  std::size_t new_begin = 0;
  std::size_t new_end = 0;
};

Lines lines_with_ends(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t newline = text.find('\n');
    const std::size_t size = newline == std::string_view::npos ? text.size() : newline + 1;
    lines.push_back(text.substr(0, size));
    text.remove_prefix(size);
  }
  return lines;
}

// How far each diagonal was reached with 0, 1, 2, ... differences. Row d holds the diagonals -d-1 to d+1.
class Reach {
 public:
  Reach(const Lines& before, const Lines& after) : before_(before), after_(after) {}

  // False where there are too many differences.
  bool search() {
    for (int d = 0; d <= kMostDifferences; ++d) {
      rows_.emplace_back(2 * static_cast<std::size_t>(d) + 3, 0);
      for (int k = -d; k <= d; k += 2) {
        const std::int64_t x = slide(start(d, k), k);
        at(d, k) = x;
        if (x >= size(before_) && x - k >= size(after_)) return true;
      }
    }
    return false;
  }

  // The differing lines, in order: true for one that was inserted, with its index among the new lines, else the index
  // among the old ones; each with the position on the other side.
  [[nodiscard]] std::vector<Change> changes() {
    std::vector<Change> found;
    auto x = size(before_);
    auto y = size(after_);
    for (int d = static_cast<int>(rows_.size()) - 1; d > 0; --d) {
      const int k = static_cast<int>(x - y);
      const bool inserted = is_insertion(d, k);
      const int from = inserted ? k + 1 : k - 1;
      x = at(d - 1, from);
      y = x - from;
      const auto old_line = static_cast<std::size_t>(x);
      const auto new_line = static_cast<std::size_t>(y);
      found.push_back({.old_begin = old_line,
                       .old_end = old_line + (inserted ? 0U : 1U),
                       .new_begin = new_line,
                       .new_end = new_line + (inserted ? 1U : 0U)});
    }
    std::ranges::reverse(found);
    return found;
  }

 private:
  static std::int64_t size(const Lines& lines) { return static_cast<std::int64_t>(lines.size()); }

  std::int64_t& at(int d, int k) {
    return rows_[static_cast<std::size_t>(d)][static_cast<std::size_t>(k) + static_cast<std::size_t>(d) + 1];
  }

  bool is_insertion(int d, int k) { return k == -d || (k != d && at(d - 1, k - 1) < at(d - 1, k + 1)); }

  std::int64_t start(int d, int k) {
    if (d == 0) return 0;
    return is_insertion(d, k) ? at(d - 1, k + 1) : at(d - 1, k - 1) + 1;
  }

  std::int64_t slide(std::int64_t x, int k) const {
    while (x < size(before_) && x - k < size(after_) &&
           before_[static_cast<std::size_t>(x)] == after_[static_cast<std::size_t>(x - k)]) {
      ++x;
    }
    return x;
  }

  const Lines& before_;
  const Lines& after_;
  std::vector<std::vector<std::int64_t>> rows_;
};

// Joins what touches.
std::vector<Change> joined(const std::vector<Change>& changes) {
  std::vector<Change> runs;
  for (const Change& change : changes) {
    if (!runs.empty() && runs.back().old_end == change.old_begin && runs.back().new_end == change.new_begin) {
      runs.back().old_end = change.old_end;
      runs.back().new_end = change.new_end;
    } else {
      runs.push_back(change);
    }
  }
  return runs;
}

std::vector<Change> changes_of(const Lines& before, const Lines& after) {
  const auto first = std::ranges::mismatch(before, after);
  const auto head = static_cast<std::size_t>(first.in1 - before.begin());
  std::size_t tail = 0;
  while (tail + head < std::min(before.size(), after.size()) &&
         before[before.size() - 1 - tail] == after[after.size() - 1 - tail]) {
    ++tail;
  }
  const Change whole{
      .old_begin = head, .old_end = before.size() - tail, .new_begin = head, .new_end = after.size() - tail};
  if (whole.old_begin == whole.old_end && whole.new_begin == whole.new_end) return {};
  const auto part = [](const Lines& lines, std::size_t begin, std::size_t end) {
    return Lines(lines.begin() + static_cast<std::ptrdiff_t>(begin), lines.begin() + static_cast<std::ptrdiff_t>(end));
  };
  const Lines old_part = part(before, whole.old_begin, whole.old_end);
  const Lines new_part = part(after, whole.new_begin, whole.new_end);
  Reach reach(old_part, new_part);
  if (!reach.search()) return {whole};
  std::vector<Change> changes = joined(reach.changes());
  for (Change& change : changes) {
    change.old_begin += head;
    change.old_end += head;
    change.new_begin += head;
    change.new_end += head;
  }
  return changes;
}

void append_line(std::string& out, char mark, std::string_view line) {
  out += mark;
  out += line;
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

// "3,4"; diff gives the line before where there is none.
std::string range_text(std::size_t begin, std::size_t end) {
  return std::to_string(begin == end ? begin : begin + 1) + ',' + std::to_string(end - begin);
}

// Some changes and the lines around them.
void append_hunk(std::string& out, const Lines& before, const Lines& after, const Change* first, const Change* last) {
  const std::size_t lead = std::min(kContext, first->old_begin);
  const std::size_t trail = std::min(kContext, before.size() - last->old_end);
  out += "@@ -" + range_text(first->old_begin - lead, last->old_end + trail) + " +" +
         range_text(first->new_begin - lead, last->new_end + trail) + " @@\n";
  std::size_t shown = first->old_begin - lead;
  for (const Change* change = first; change <= last; ++change) {
    for (; shown < change->old_begin; ++shown) append_line(out, ' ', before[shown]);
    for (; shown < change->old_end; ++shown) append_line(out, '-', before[shown]);
    for (std::size_t i = change->new_begin; i < change->new_end; ++i) append_line(out, '+', after[i]);
  }
  for (; shown < last->old_end + trail; ++shown) append_line(out, ' ', before[shown]);
}

// As git writes a name: within quotes where it holds what would end it.
std::string quoted_name(std::string_view prefix, std::string_view path) {
  const auto is_odd = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == 0x7F; };
  const std::string name = std::string(prefix) + std::string(path);
  if (std::ranges::none_of(name, is_odd)) return name.find(' ') == std::string::npos ? name : name + '\t';
  std::string quoted = "\"";
  for (const char c : name) {
    if (!is_odd(c)) {
      quoted += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    quoted += '\\';
    if (c == '"' || c == '\\') {
      quoted += c;
    } else {
      for (const unsigned shift : {6U, 3U, 0U}) quoted += static_cast<char>('0' + ((byte >> shift) & 7U));
    }
  }
  return quoted + '"';
}

}  // namespace

std::string unified_diff(std::string_view path, std::string_view before, std::string_view after) {
  if (before == after) return {};
  const Lines old_lines = lines_with_ends(before);
  const Lines new_lines = lines_with_ends(after);
  const std::vector<Change> changes = changes_of(old_lines, new_lines);
  std::string out = "--- " + quoted_name("a/", path) + "\n+++ " + quoted_name("b/", path) + "\n";
  for (std::size_t first = 0; first < changes.size();) {
    std::size_t last = first;
    while (last + 1 < changes.size() && changes[last + 1].old_begin - changes[last].old_end <= 2 * kContext) ++last;
    append_hunk(out, old_lines, new_lines, &changes[first], &changes[last]);
    first = last + 1;
  }
  return out;
}

std::string shown_patch(std::string_view patch, bool color) {
  constexpr std::string_view kBold = "\x1b[1m";
  constexpr std::string_view kPlace = "\x1b[36m";
  constexpr std::string_view kRemoved = "\x1b[31m";
  constexpr std::string_view kAdded = "\x1b[32m";
  const auto color_of = [&](std::string_view line) -> std::string_view {
    if (!color) return {};
    if (line.starts_with("--- ") || line.starts_with("+++ ")) return kBold;
    if (line.starts_with("@@")) return kPlace;
    if (line.starts_with('-')) return kRemoved;
    return line.starts_with('+') ? kAdded : std::string_view();
  };
  std::string out;
  for (std::string_view line : lines_with_ends(patch)) {
    if (line.ends_with('\n')) line.remove_suffix(1);
    const std::string_view paint = color_of(line);
    out += paint;
    append_visible(out, line);
    out += paint.empty() ? "\n" : "\x1b[0m\n";
  }
  return out;
}

}  // namespace sbatchlint
