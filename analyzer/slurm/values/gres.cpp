#include "slurm/values/gres.h"

#include <algorithm>

#include "slurm/values/text.h"
#include "text/ascii.h"

namespace sbatchlint {
namespace {

constexpr std::string_view kOldPrefix = "gres:";
constexpr std::string_view kNewPrefix = "gres/";

std::string_view prefix_of(Release release) { return release >= Release::V23_11 ? kNewPrefix : kOldPrefix; }

// `k` and `kib` are 1024, `kb` is 1000, and so on up to `p`; nothing for other text. Slurm: suffix_mult.
std::optional<std::uint64_t> multiplier_of(std::string_view suffix) {
  if (suffix.empty()) return 1;
  constexpr std::string_view kMultiples = "kmgtp";
  const std::size_t power = kMultiples.find(to_lower(suffix.front()));
  if (power == std::string_view::npos) return {};
  const std::string_view rest = suffix.substr(1);
  const bool binary = rest.empty() || equals_ignoring_case(rest, "ib");
  if (!binary && !equals_ignoring_case(rest, "b")) return {};
  std::uint64_t multiplier = 1;
  for (std::size_t i = 0; i <= power; ++i) multiplier *= binary ? 1024 : 1000;
  return multiplier;
}

// Slurm: _is_valid_number. Until 23.02 a suffix alone was a number, too: 0.
std::optional<std::uint64_t> read_number(std::string_view text, Release release) {
  const bool must_begin_with_digit = release >= Release::V23_11;
  if (must_begin_with_digit && (text.empty() || !is_digit(text.front()))) return {};
  const LeadingInteger number = read_integer(text);
  if (number.out_of_range || number.value == -1) return {};
  const auto multiplier = multiplier_of(text.substr(number.length));
  if (!multiplier) return {};
  return static_cast<std::uint64_t>(number.value) * *multiplier;
}

// `NAME[:TYPE][:COUNT]`, the shape until 23.02.
TresReading read_old_item(std::string_view token, Release release) {
  TresReading reading;
  TresItem& item = reading.item;
  const std::size_t first = token.find(':');
  item.name = token.substr(0, first);
  if (first == std::string_view::npos) return reading;
  const TresFault in_count = release >= Release::V23_02 ? TresFault::Tres : TresFault::Gres;
  const std::string_view after = token.substr(first + 1);
  const std::size_t second = after.find(':');
  if (second == std::string_view::npos) {
    if (after.empty()) return {.fault = in_count};
    if (const auto count = read_number(after, release)) {
      item.count = *count;
    } else {
      item.type = after;
    }
    return reading;
  }
  item.type = after.substr(0, second);
  const std::string_view count_text = after.substr(second + 1);
  if (item.type.empty() || count_text.empty()) return {.fault = TresFault::Gres};
  const auto count = read_number(count_text, release);
  if (!count) return {.fault = in_count};
  item.count = *count;
  return reading;
}

// `NAME[:TYPE][=COUNT]`, with a colon for the equals sign, too; what follows the last one is the count.
TresReading read_new_item(std::string_view token, std::string_view kind, Release release) {
  TresReading fault{.fault = TresFault::Tres};
  TresReading reading;
  TresItem& item = reading.item;
  std::size_t mark = token.rfind('=');
  if (mark == std::string_view::npos) mark = token.rfind(':');
  if (mark == std::string_view::npos) {
    if (const auto count = read_number(token, release)) {
      item.count = *count;
    } else {
      item.name = token;
    }
    return reading;
  }
  const std::string_view last = token.substr(mark + 1);
  if (last.empty()) return fault;
  std::string_view name = token.substr(0, mark);
  if (const auto count = read_number(last, release)) {
    item.count = *count;
  } else if (token[mark] == '=') {
    return fault;
  } else {
    item.type = last;
  }
  if (const std::size_t colon = name.find(':'); colon != std::string_view::npos) {
    if (!item.type.empty()) return fault;
    item.type = name.substr(colon + 1);
    name = name.substr(0, colon);
  }
  if (!item.type.empty() && kind != "gres") return fault;
  item.name = name;
  return reading;
}

}  // namespace

TresReading read_tres_item(std::string_view token, std::string_view kind, Release release) {
  return release < Release::V23_11 ? read_old_item(token, release) : read_new_item(token, kind, release);
}

std::string prefix_gres(std::string_view text, Release release) {
  const std::string_view prefix = prefix_of(release);
  std::string prefixed(prefix);
  prefixed.reserve(text.size() + 2 * prefix.size());
  for (const char c : text) {
    prefixed += c;
    if (c == ',') prefixed += prefix;
  }
  // What had the prefix already has it twice now; Slurm takes one away, from left to right.
  const std::string twice = std::string(prefix) + std::string(prefix);
  std::string once;
  once.reserve(prefixed.size());
  std::size_t done = 0;
  for (auto at = prefixed.find(twice); at != std::string::npos; at = prefixed.find(twice, done)) {
    once.append(prefixed, done, at + prefix.size() - done);
    done = at + twice.size();
  }
  return once.append(prefixed, done);
}

std::string gpus_as_gres(std::string_view text, Release release) {
  std::string joined;
  for (auto item = next_token(text, ","); !item.empty(); item = next_token(text, ",")) {
    if (!joined.empty()) joined += ',';
    joined += prefix_of(release);
    joined += "gpu:";
    joined += item;
  }
  return joined;
}

TresReader::TresReader(std::string_view text, std::string_view kind, Release release)
    : rest_(text), kind_(kind), release_(release) {}

std::optional<TresItem> TresReader::next() {
  const bool old = release_ < Release::V23_11;
  const std::string_view wanted = old ? kOldPrefix : kind_;
  while (!rest_.empty()) {
    const std::size_t found = rest_.find(wanted);
    if (found == std::string_view::npos) break;
    rest_.remove_prefix(found + wanted.size());
    if (!old && rest_.starts_with('/')) rest_.remove_prefix(1);
    const std::string_view token = rest_.substr(0, rest_.find(','));
    rest_.remove_prefix(std::min(token.size() + 1, rest_.size()));
    if (token.empty()) continue;
    TresReading reading = read_tres_item(token, kind_, release_);
    fault_ = reading.fault;
    if (fault_ != TresFault::None) break;
    if (reading.item.count == 0) continue;
    // A name is looked up also where it is empty; a number alone has none.
    const bool nameless = reading.item.name.empty() && token.find_first_of(":=") != std::string_view::npos;
    if (kind_ == "gres" && nameless) {
      fault_ = TresFault::Gres;
      break;
    }
    return std::move(reading.item);
  }
  rest_ = {};
  return {};
}

}  // namespace sbatchlint
