#include "slurm/values/hosts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "slurm/values/text.h"
#include "text/ascii.h"

namespace sbatchlint {
namespace {

constexpr std::uint64_t kMostInRange = 64 * 1024;   // hostlist.c, MAX_RANGE
constexpr std::uint64_t kMostPrefixes = 64 * 1024;  // hostlist.c, MAX_PREFIX_CNT
constexpr std::uint64_t kMostCompared = 8 * 1024;
constexpr int kMostBrackets = 8;  // pairs in one name: real ones have two
constexpr std::string_view kReason = "not a list of hosts";

struct Range {
  std::uint64_t low = 0;
  std::uint64_t high = 0;
  std::size_t width = 0;
  [[nodiscard]] std::uint64_t size() const { return high - low + 1; }
};

// The hosts found so far: their number, and their names while there are few.
class Hosts {
 public:
  void add(std::string name) {
    ++count_;
    if (count_ <= kMostCompared) names_.push_back(std::move(name));
  }
  void add_range(std::string_view prefix, const Range& range, std::string_view suffix) {
    for (std::uint64_t i = range.low; i <= range.high; ++i) {
      if (count_ >= kMostCompared) {
        count_ += range.high - i + 1;
        return;
      }
      add(fmt::format("{}{:0{}}{}", prefix, i, range.width, suffix));
    }
  }
  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }  // as listed, until counts()
  [[nodiscard]] HostCount counts() {
    if (count_ > kMostCompared) return {.listed = count_, .distinct = count_, .shown = {}};
    std::ranges::sort(names_);
    const auto repeats = std::unique(names_.begin(), names_.end());
    return {.listed = count_, .distinct = count_ - static_cast<std::uint64_t>(names_.end() - repeats), .shown = {}};
  }

 private:
  std::uint64_t count_ = 0;
  std::vector<std::string> names_;
};

Refusal hosts_refusal(std::string message = {}) {
  return {.message = std::move(message), .reason = std::string(kReason), .exit_status = kPlainExit};
}

// Slurm: _parse_single_range.
Reading<Range> read_range(std::string_view text) {
  const auto invalid = [text] { return hosts_refusal(fmt::format("_parse_single_range: Invalid range: `{}'", text)); };
  if (text.find('x') != std::string_view::npos) return invalid();
  const std::size_t dash = text.find('-');
  const std::string_view low_text = text.substr(0, dash);
  const LeadingInteger low = read_integer(low_text);
  if (low.length == 0) return invalid();
  Range range{.low = static_cast<std::uint64_t>(low.value),
              .high = static_cast<std::uint64_t>(low.value),
              .width = low_text.size()};
  if (dash != std::string_view::npos) {
    const std::string_view high_text = text.substr(dash + 1);
    if (high_text.starts_with('-')) return invalid();
    const LeadingInteger high = read_integer(high_text);
    if (high_text.empty() ? low.length != low_text.size() : high.length != high_text.size()) return invalid();
    if (!high_text.empty()) range.high = static_cast<std::uint64_t>(high.value);
  } else if (low.length != low_text.size()) {
    return invalid();
  }
  if (range.low > range.high) return invalid();
  if (range.high - range.low >= kMostInRange) {
    return hosts_refusal(fmt::format("_parse_single_range: Too many hosts in range `{}'", text));
  }
  return range;
}

Reading<std::vector<Range>> read_ranges(std::string_view text) {
  std::vector<Range> ranges;
  while (true) {
    const std::size_t comma = text.find(',');
    const auto range = read_range(text.substr(0, comma));
    if (!range) return range.refusal();
    ranges.push_back(*range);
    if (comma == std::string_view::npos) return ranges;
    text.remove_prefix(comma + 1);
  }
}

// `rack[1-2]n[1-4]`: brackets before the last ones are multiplied out.
std::optional<Refusal> add_ranges(Hosts& hosts, std::string_view prefix, const std::vector<Range>& ranges,
                                  std::string_view suffix, int depth = 1) {
  const std::size_t open = prefix.rfind('[');
  const std::size_t close = open == std::string_view::npos ? open : prefix.rfind(']');
  if (close == std::string_view::npos || close < open || depth == kMostBrackets) {
    for (const Range& range : ranges) hosts.add_range(prefix, range, suffix);
    return {};
  }
  const auto outer = read_ranges(prefix.substr(open + 1, close - open - 1));
  if (!outer) return outer.refusal();
  std::uint64_t prefixes = 0;
  for (const Range& range : *outer) {
    prefixes += range.size();
    if (prefixes > kMostPrefixes) return hosts_refusal();
    for (std::uint64_t i = range.low; i <= range.high; ++i) {
      // Once hosts are only counted, one prefix stands for all of them.
      if (hosts.count() > kMostCompared * 2) return {};
      const std::string expanded =
          fmt::format("{}{:0{}}{}", prefix.substr(0, open), i, range.width, prefix.substr(close + 1));
      if (auto refused = add_ranges(hosts, expanded, ranges, suffix, depth + 1)) return refused;
    }
  }
  return {};
}

// The words of a list; commas within brackets belong to them. Slurm: _next_tok.
class HostWords {
 public:
  HostWords(std::string_view text, std::string_view separators) : rest_(text), separators_(separators) {}

  // Empty at the end.
  std::string_view next() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(separators_), rest_.size()));
    std::size_t end = end_from(0);
    std::size_t from = 0;
    while (true) {
      const std::size_t open = rest_.substr(0, end).find('[', from);
      if (open == std::string_view::npos) break;
      const std::size_t close = close_from(from);
      if (close == std::string_view::npos || close < open) break;
      if (close < end) {
        from = close + 1;
      } else {
        end = end_from(close);
      }
    }
    const std::string_view word = rest_.substr(0, end);
    rest_.remove_prefix(end);
    return word;
  }

 private:
  [[nodiscard]] std::size_t end_from(std::size_t at) const {
    return std::min(rest_.find_first_of(separators_, at), rest_.size());
  }
  // Once there is no closing bracket ahead, nobody looks for one again: each look would go to the end.
  std::size_t close_from(std::size_t at) {
    if (none_closes_) return std::string_view::npos;
    const std::size_t close = rest_.find(']', at);
    none_closes_ = close == std::string_view::npos;
    return close;
  }

  std::string_view rest_;
  std::string_view separators_;
  bool none_closes_ = false;
};

std::optional<Refusal> add_word(Hosts& hosts, std::string_view word, Release release) {
  const std::size_t open = word.rfind('[');
  if (open == std::string_view::npos) {
    hosts.add(std::string(word));
    return {};
  }
  const std::string_view inner = word.substr(open + 1);
  const std::size_t close = inner.find(']');
  if (close == std::string_view::npos) {
    if (release >= Release::V23_02) return hosts_refusal();
    hosts.add(std::string(word));
    return {};
  }
  const std::string_view suffix = inner.substr(close + 1);
  if (!suffix.empty() && release < Release::V23_11) return hosts_refusal();
  const auto ranges = read_ranges(inner.substr(0, close));
  if (!ranges) return ranges.refusal();
  return add_ranges(hosts, word.substr(0, open), *ranges, suffix);
}

// Cuts the comment off; `\#` is a plain `#`.
std::string without_comment(std::string_view line) {
  std::string text;
  for (const char c : line) {
    if (c == '#' && (text.empty() || text.back() != '\\')) break;
    if (c == '#') text.pop_back();
    text += c;
  }
  return text;
}

void add_file_word(Hosts& hosts, std::string_view word, std::optional<std::uint64_t> wanted) {
  const std::size_t star = word.find('*');
  const std::int64_t times = star == std::string_view::npos ? 0 : read_integer(word.substr(star + 1)).value;
  if (times == 0) {
    hosts.add(std::string(word));
    return;
  }
  for (std::int64_t i = 0; i < times && (!wanted || hosts.count() < *wanted) && hosts.count() <= kMostCompared; ++i) {
    hosts.add(std::string(word.substr(0, star)));
  }
}

}  // namespace

Reading<HostCount> count_hosts(std::string_view text, Release release) {
  const std::string_view separators = release >= Release::V23_02 ? "\t, \n" : "\t, ";
  Hosts hosts;
  HostWords words(text, separators);
  for (auto word = words.next(); !word.empty(); word = words.next()) {
    if (auto refused = add_word(hosts, word, release)) return *std::move(refused);
  }
  return hosts.counts();
}

Reading<HostCount> count_hosts_in_file(std::string_view content, std::string_view file,
                                       std::optional<std::uint64_t> wanted) {
  Hosts hosts;
  for (int number = 1; !content.empty(); ++number) {
    const std::string_view line = content.substr(0, content.find('\n'));
    content.remove_prefix(std::min(line.size() + 1, content.size()));
    const std::string text = without_comment(line);
    if (text.empty()) continue;
    const char first = to_lower(text.front());
    if (!is_digit(first) && !('a' <= first && first <= 'z')) {
      return hosts_refusal(fmt::format("Invalid hostfile {} contents on line {}", file, number));
    }
    std::string_view rest = text;
    for (auto word = next_token(rest, ","); !word.empty(); word = next_token(rest, ",")) {
      add_file_word(hosts, word, wanted);
    }
    if (wanted && hosts.count() == *wanted) break;
  }
  if (hosts.count() == 0) return hosts_refusal("Hostlist is empty!");
  if (wanted && hosts.count() < *wanted) return hosts_refusal("Too few NodeNames in Slurm Hostfile");
  std::string shown = show_hosts(std::vector<std::string_view>(hosts.names().begin(), hosts.names().end()));
  HostCount counts = hosts.counts();
  counts.shown = std::move(shown);
  return counts;
}

}  // namespace sbatchlint
