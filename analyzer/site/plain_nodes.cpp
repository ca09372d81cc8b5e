#include "site/plain_nodes.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "site/profile_table.h"

namespace sbatchlint {

namespace {

constexpr std::string_view kNodeTable = "[[node]]";
constexpr std::size_t kWorthwhile = 32;  // tables; fewer cost nothing

// The rest of one line.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_(text) {}

  void skip_blanks() {
    while (!text_.empty() && (text_.front() == ' ' || text_.front() == '\t')) text_.remove_prefix(1);
  }
  bool take(char c) {
    skip_blanks();
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  // A bare key.
  std::string_view key() {
    skip_blanks();
    std::size_t size = 0;
    const auto is_key = [](char c) {
      return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '_' || c == '-';
    };
    while (size < text_.size() && is_key(text_[size])) ++size;
    return take_first(size);
  }
  // A text in double quotes without escapes.
  std::optional<std::string_view> text() {
    if (!take('"')) return std::nullopt;
    const std::size_t end = text_.find('"');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view inside = take_first(end);
    text_.remove_prefix(1);
    const auto is_plain = [](char c) { return c != '\\' && static_cast<unsigned char>(c) >= 0x20 && c != 0x7F; };
    if (!std::ranges::all_of(inside, is_plain)) return std::nullopt;
    return inside;
  }
  // A number as TOML has it: no leading zero.
  std::optional<std::uint64_t> number() {
    skip_blanks();
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
    const std::string_view digits = text_.substr(0, static_cast<std::size_t>(end - text_.data()));
    const bool padded = digits.size() > 1 && digits.front() == '0';
    if (error != std::errc() || padded || value > INT64_MAX) return std::nullopt;
    text_.remove_prefix(digits.size());
    return value;
  }
  std::string_view take_first(std::size_t size) {
    const std::string_view first = text_.substr(0, size);
    text_.remove_prefix(first.size());
    return first;
  }
  [[nodiscard]] bool at_end() {
    skip_blanks();
    return text_.empty() || text_ == "\r";
  }

 private:
  std::string_view text_;
};

bool read_list(Cursor& cursor, std::vector<std::string_view>& out) {
  if (!cursor.take('[')) return false;
  while (!cursor.take(']')) {
    const auto text = cursor.text();
    if (!text) return false;
    out.push_back(*text);
    if (!cursor.take(',')) return cursor.take(']');
  }
  return true;
}

bool read_gpus(Cursor& cursor, NodeGroup& group) {
  if (!cursor.take('{')) return false;
  if (cursor.take('}')) return true;
  do {
    const std::string_view type = cursor.key();
    if (type.empty() || !cursor.take('=')) return false;
    const auto count = cursor.number();
    const std::string_view name = type == "any" ? std::string_view() : type;
    const auto same = [&](const NodeGpus& gpus) { return gpus.type == name; };
    if (!count || std::ranges::any_of(group.gpus, same)) return false;
    group.gpus.push_back({.type = std::string(name), .count = *count});
  } while (cursor.take(','));
  // In the order of their names, as the library keeps them.
  std::ranges::sort(group.gpus, {},
                    [](const NodeGpus& gpus) { return gpus.type.empty() ? std::string("any") : gpus.type; });
  return cursor.take('}');
}

// "2026-06-16"; whether there is such a day is for the library to say.
bool read_day(Cursor& cursor, std::string& day) {
  cursor.skip_blanks();
  const std::string_view text = cursor.take_first(10);
  constexpr std::string_view kShape = "dddd-dd-dd";
  if (text.size() != kShape.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = '0' <= text[i] && text[i] <= '9';
    if (kShape[i] == 'd' ? !digit : text[i] != '-') return false;
  }
  const std::string_view month = text.substr(5, 2);
  const std::string_view date = text.substr(8, 2);
  if (month < "01" || month > "12" || date < "01" || date > "28") return false;
  day = text;
  return true;
}

bool read_memory(Cursor& cursor, std::optional<Megabytes>& memory) {
  const auto text = cursor.text();
  memory = text ? read_profile_memory(*text) : std::nullopt;
  return memory.has_value();
}

bool read_count(Cursor& cursor, std::optional<std::uint64_t>& count) {
  count = cursor.number();
  return count.has_value();
}

enum class NodeKey : std::uint8_t { Names, Gpus, Cpus, Cores, Memory, MemoryExact, Features, Source, AsOf };
constexpr std::string_view kNodeKeys[] = {"names",        "gpus",     "cpus",   "cores", "memory",
                                          "memory_exact", "features", "source", "as_of"};

// One table, key by key.
class PlainNode {
 public:
  bool read_line(std::string_view line) {
    Cursor cursor(line);
    if (cursor.at_end()) return true;
    const std::string_view key = cursor.key();
    const auto* known = std::ranges::find(kNodeKeys, key);
    if (known == std::end(kNodeKeys) || !cursor.take('=')) return false;
    const auto index = static_cast<std::size_t>(known - std::begin(kNodeKeys));
    const unsigned bit = 1U << index;
    if ((seen_ & bit) != 0) return false;
    seen_ |= bit;
    return read_value(static_cast<NodeKey>(index), cursor) && cursor.at_end();
  }
  std::optional<NodeGroup> take() {
    if (exact_) {
      group_.memory = exact_;
      group_.memory_exact = true;
    }
    for (const HostRange& range : group_.names) group_.count += range.count();
    return std::move(group_);
  }

 private:
  bool read_value(NodeKey key, Cursor& cursor) {
    switch (key) {
      case NodeKey::Names: return read_names(cursor);
      case NodeKey::Gpus: return read_gpus(cursor, group_);
      case NodeKey::Cpus: return read_count(cursor, group_.cpus);
      case NodeKey::Cores: return read_count(cursor, group_.cores);
      case NodeKey::Memory: return read_memory(cursor, group_.memory);
      case NodeKey::MemoryExact: return read_memory(cursor, exact_);
      case NodeKey::Features: return read_features(cursor);
      case NodeKey::AsOf: return read_day(cursor, group_.source.as_of);
      case NodeKey::Source: break;
    }
    const auto text = cursor.text();
    if (text) group_.source.text = *text;
    return text.has_value();
  }
  bool read_names(Cursor& cursor) {
    std::vector<std::string_view> lists;
    if (!read_list(cursor, lists)) return false;
    return std::ranges::all_of(lists, [&](std::string_view list) { return read_host_ranges(list, group_.names).ok(); });
  }
  bool read_features(Cursor& cursor) {
    std::vector<std::string_view> words;
    if (!read_list(cursor, words)) return false;
    group_.features.emplace(words.begin(), words.end());
    return true;
  }

  NodeGroup group_;
  std::optional<Megabytes> exact_;
  unsigned seen_ = 0;
};

bool begins_node(std::string_view line) {
  return line.starts_with(kNodeTable) && line.find_first_not_of(" \t\r", kNodeTable.size()) == std::string_view::npos;
}

// Plain text from here on: no string over several lines, in which a table's name may stand, no node by pieces.
bool is_plain(std::string_view toml) {
  return toml.find("'''") == std::string_view::npos && toml.find("\"\"\"") == std::string_view::npos &&
         toml.find("[node.") == std::string_view::npos;
}

}  // namespace

std::optional<PlainNodes> read_plain_nodes(std::string_view toml) {
  if (toml.find("\n[[node]]") == std::string_view::npos) return std::nullopt;
  PlainNodes plain;
  plain.rest.reserve(toml.size() / 4);
  std::optional<PlainNode> node;
  for (std::size_t at = 0; at < toml.size();) {
    const std::size_t end = std::min(toml.find('\n', at), toml.size());
    const std::string_view line = toml.substr(at, end - at);
    at = end + 1;
    if (node && line.starts_with('[')) {
      plain.groups.push_back(std::move(*node->take()));
      node.reset();
    }
    if (begins_node(line)) {
      node.emplace();
    } else if (!node) {
      plain.rest += line;
    } else if (!line.starts_with('#') && !node->read_line(line)) {
      return std::nullopt;
    }
    plain.rest += '\n';
  }
  if (node) plain.groups.push_back(std::move(*node->take()));
  if (plain.groups.size() < kWorthwhile || !is_plain(toml)) return std::nullopt;
  return plain;
}

}  // namespace sbatchlint
