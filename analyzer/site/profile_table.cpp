#include "site/profile_table.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "text/nearest.h"

namespace sbatchlint {

void ProfileFailure::at(toml::source_position place, std::string_view message) {
  if (error_) return;
  error_ = Error{.message = fmt::format("{}:{}: {}", file_name_, place.line, message), .place = line_from(place)};
}

// From the place to the end of its line. TOML columns count characters, so a line with others than ASCII is marked from
// its beginning.
Span ProfileFailure::line_from(toml::source_position place) const {
  std::size_t begin = 0;
  for (toml::source_index line = 1; line < place.line && begin < toml_.size(); ++line) {
    begin = std::min(toml_.find('\n', begin), toml_.size() - 1) + 1;
  }
  const std::size_t end = std::min(toml_.find('\n', begin), toml_.size());
  const std::string_view text = toml_.substr(begin, end - begin);
  const bool ascii = std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  const std::size_t column = place.column > 0 ? place.column - 1 : 0;
  if (ascii && column < text.size()) begin += column;
  return {.begin = static_cast<std::uint32_t>(begin), .end = static_cast<std::uint32_t>(end)};
}

std::optional<Minutes> read_profile_time(std::string_view text) {
  if (text == "infinite" || text == "unlimited") return Minutes::unlimited();
  std::array<std::uint32_t, 4> fields{};  // days, hours, minutes, seconds
  const std::size_t dash = text.find('-');
  std::size_t field = dash == std::string_view::npos ? 1 : 0;
  while (field < fields.size()) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), fields[field]);
    if (error != std::errc() || fields[field] > 1'000'000) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.empty()) break;
    if (text.front() != (field == 0 ? '-' : ':')) return std::nullopt;
    text.remove_prefix(1);
    ++field;
  }
  if (field != 3) return std::nullopt;
  return Minutes{.count = fields[0] * 1440 + fields[1] * 60 + fields[2] + (fields[3] > 0 ? 1 : 0)};
}

std::optional<Megabytes> read_profile_memory(std::string_view text) {
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end + 1 != text.data() + text.size() || count > 1'000'000'000'000) return std::nullopt;
  switch (*end) {
    case 'M': return Megabytes{count};
    case 'G': return Megabytes{count * 1024};
    case 'T': return Megabytes{count * 1024 * 1024};
    default: return std::nullopt;
  }
}

void ProfileTable::fail(std::string_view key, std::string_view message) { failure_.at(place(key), message); }

std::string ProfileTable::text(std::string_view key) { return value<std::string>(key, "a text").value_or(""); }

std::string ProfileTable::required_text(std::string_view key) {
  std::string read = text(key);
  if (read.empty()) fail(key, fmt::format("{} has to be given", in_words(key)));
  return read;
}

bool ProfileTable::flag(std::string_view key) { return value<bool>(key, "true or false").value_or(false); }

std::optional<std::uint64_t> ProfileTable::count(std::string_view key) {
  const auto number = value<std::int64_t>(key, "a whole number");
  if (number && *number < 0) fail(key, fmt::format("{} has to be 0 or more", in_words(key)));
  if (!number) return std::nullopt;
  return static_cast<std::uint64_t>(*number);
}

std::optional<Minutes> ProfileTable::minutes(std::string_view key) {
  const auto written = value<std::string>(key, kProfileTime);
  if (!written) return std::nullopt;
  const auto parsed = read_profile_time(*written);
  if (!parsed) fail(key, fmt::format("{} has to be {}", in_words(key), kProfileTime));
  return parsed;
}

std::optional<Megabytes> ProfileTable::memory(std::string_view key) {
  const auto written = value<std::string>(key, kProfileMemory);
  if (!written) return std::nullopt;
  const auto parsed = read_profile_memory(*written);
  if (!parsed) fail(key, fmt::format("{} has to be {}", in_words(key), kProfileMemory));
  return parsed;
}

std::vector<std::string> ProfileTable::texts(std::string_view key) {
  std::vector<std::string> all;
  const toml::node* node = find(key);
  if (node == nullptr) return all;
  const toml::array* array = node->as_array();
  if (array == nullptr) fail(key, fmt::format("{} has to be a list of texts", in_words(key)));
  for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
    const auto element = (*array)[i].value_exact<std::string>();
    if (!element) fail(key, fmt::format("{} has to be a list of texts", in_words(key)));
    all.push_back(element.value_or(""));
  }
  return all;
}

std::vector<HostRange> ProfileTable::hosts(std::string_view key) {
  std::vector<HostRange> ranges;
  for (const std::string& list : texts(key)) {
    const auto read = read_host_ranges(list, ranges);
    if (read) continue;
    fail(key, fmt::format("{}: {}", in_words(key), read.error().message));
    return {};
  }
  return ranges;
}

std::string ProfileTable::choice(std::string_view key, std::span<const std::string_view> words) {
  std::string chosen = text(key);
  if (chosen.empty() || std::ranges::find(words, chosen) != words.end()) return chosen;
  fail(key, fmt::format("{} has to be one of {}", in_words(key), fmt::join(words, ", ")));
  return chosen;
}

std::vector<std::string> ProfileTable::choices(std::string_view key, std::span<const std::string_view> words) {
  std::vector<std::string> chosen = texts(key);
  for (const std::string& word : chosen) {
    if (std::ranges::find(words, word) != words.end()) continue;
    fail(key, fmt::format("{} has to list some of {}", in_words(key), fmt::join(words, ", ")));
  }
  return chosen;
}

std::vector<toml::date> ProfileTable::dates(std::string_view key) {
  std::vector<toml::date> all;
  const toml::node* node = find(key);
  if (node == nullptr) return all;
  const toml::array* array = node->as_array();
  for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
    const auto day = (*array)[i].value_exact<toml::date>();
    if (day) all.push_back(*day);
  }
  if (array == nullptr || all.size() != array->size()) {
    fail(key, fmt::format("{} has to be a list of dates such as 2026-06-16", in_words(key)));
  }
  return all;
}

Source ProfileTable::source() {
  Source source{.text = text("source"), .as_of = {}};
  const auto day = value<toml::date>("as_of", "a date such as 2026-06-16");
  if (day) source.as_of = fmt::format("{:04}-{:02}-{:02}", day->year, day->month, day->day);
  return source;
}

Condition ProfileTable::condition(std::string_view key) {
  const std::string written = text(key);
  if (written.empty()) return {};
  auto compiled = compile_condition(written);
  if (compiled) return std::move(compiled).value();
  fail(key, fmt::format("{}: {}", in_words(key), compiled.error().message));
  return {};
}

Policy ProfileTable::policy(std::string_view usual_level) {
  static constexpr std::string_view kLevels[] = {"off", "note", "warning", "error"};
  Policy policy;
  policy.when = condition("when");
  policy.level = choice("level", kLevels);
  if (policy.level.empty()) policy.level = usual_level;
  policy.message = text("message");
  policy.help = text("help");
  policy.source = source();
  return policy;
}

void ProfileTable::done() {
  if (failure_.known_keys != nullptr) (*failure_.known_keys)[where_].insert(known_.begin(), known_.end());
  for (auto&& [key, node] : table_) {
    if (std::ranges::find(known_, key.str()) != known_.end()) continue;
    const auto meant = nearest(key.str(), known_);
    const std::string hint = meant ? fmt::format("; did you mean `{}`?", *meant) : std::string();
    failure_.at(key.source().begin, fmt::format("unknown key `{}` in {}{}", key.str(), where_, hint));
  }
}

std::string ProfileTable::path(std::string_view key) const {
  if (where_.front() != '[') return std::string(key);
  const std::size_t first = where_.find_first_not_of('[');
  return fmt::format("{}.{}", where_.substr(first, where_.find(']') - first), key);
}

}  // namespace sbatchlint
