#include "site/plain_tables.h"

#include <algorithm>
#include <cstddef>
#include <unordered_map>
#include <utility>

#include "site/node_groups.h"
#include "site/plain_cursor.h"

namespace sbatchlint {

namespace {

constexpr std::string_view kNodeHead = "[[node]]";
constexpr std::string_view kPartitionHead = "[[partition]]";
constexpr std::size_t kWorthwhile = 8;  // tables; fewer cost nothing

bool read_gpus(PlainCursor& cursor, std::vector<NodeGpus>& all) {
  if (!cursor.take('{')) return false;
  if (cursor.take('}')) return true;
  do {
    const std::string_view type = cursor.key();
    if (type.empty() || !cursor.take('=')) return false;
    const auto count = cursor.number();
    const std::string_view name = type == "any" ? std::string_view() : type;
    const auto same = [&](const NodeGpus& gpus) { return gpus.type == name; };
    if (!count || std::ranges::any_of(all, same)) return false;
    all.push_back({.type = std::string(name), .count = *count});
  } while (cursor.take(','));
  // In the order of their names, as the library keeps them.
  const auto written = [](const NodeGpus& gpus) { return gpus.type.empty() ? std::string("any") : gpus.type; };
  if (all.size() > 1) std::ranges::sort(all, {}, written);
  return cursor.take('}');
}

// A table's keys, each at most once. `read(key)` reads the value and is false where it cannot.
template <typename Key, std::size_t kCount, typename Read>
bool read_keys(std::string_view table, const std::string_view (&names)[kCount], Read read) {
  PlainCursor cursor(table);
  unsigned seen = 0;
  for (cursor.skip_lines(); !cursor.at_end(); cursor.skip_lines()) {
    const std::string_view name = cursor.key();
    const auto index = static_cast<std::size_t>(std::ranges::find(names, name) - std::begin(names));
    if (index == kCount || !cursor.take('=') || (seen & (1U << index)) != 0) return false;
    seen |= 1U << index;
    if (!read(static_cast<Key>(index), cursor) || !cursor.end_of_line()) return false;
  }
  return true;
}

enum class NodeKey : std::uint8_t { Names, Gpus, Cpus, Cores, Memory, MemoryExact, Features, Source, AsOf };
constexpr std::string_view kNodeKeys[] = {"names",        "gpus",     "cpus",   "cores", "memory",
                                          "memory_exact", "features", "source", "as_of"};

bool read_node(std::string_view table, NodeGroup& group) {
  std::vector<HostRange> names;
  std::optional<Megabytes> exact;
  const bool plain = read_keys<NodeKey>(table, kNodeKeys, [&](NodeKey key, PlainCursor& cursor) {
    switch (key) {
      case NodeKey::Names: return cursor.read(names);
      case NodeKey::Gpus: return read_gpus(cursor, group.gpus);
      case NodeKey::Cpus: return cursor.read(group.cpus);
      case NodeKey::Cores: return cursor.read(group.cores);
      case NodeKey::Memory: return cursor.read(group.memory);
      case NodeKey::MemoryExact: return cursor.read(exact);
      case NodeKey::Features: return cursor.read(group.features.emplace());
      case NodeKey::Source: return cursor.read(group.source.text);
      case NodeKey::AsOf: break;
    }
    return cursor.read_day(group.source.as_of);
  });
  group.memory_exact = exact.has_value();
  if (exact) group.memory = exact;
  add_nodes(group, std::move(names));
  return plain;
}

enum class PartitionKey : std::uint8_t {
  Name,
  Default,
  CpuOnly,
  WholeNodes,
  Nodes,
  DefaultTime,
  MaxTime,
  MinNodes,
  MaxNodes,
  MaxCpusPerNode,
  Qos,
  Accounts,
  RestrictedTo,
  Source,
  AsOf,
};
constexpr std::string_view kPartitionKeys[] = {
    "name",         "default",  "cpu_only",      "whole_nodes", "nodes",
    "default_time", "max_time", "min_nodes",     "max_nodes",   "max_cpus_per_node",
    "qos",          "accounts", "restricted_to", "source",      "as_of"};

bool read_partition(std::string_view table, Partition& partition) {
  const bool plain = read_keys<PartitionKey>(table, kPartitionKeys, [&](PartitionKey key, PlainCursor& cursor) {
    switch (key) {
      case PartitionKey::Name: return cursor.read(partition.name);
      case PartitionKey::Default: return cursor.read(partition.is_default);
      case PartitionKey::CpuOnly: return cursor.read(partition.cpu_only);
      case PartitionKey::WholeNodes: return cursor.read(partition.whole_nodes);
      case PartitionKey::Nodes: return cursor.read(partition.nodes);
      case PartitionKey::DefaultTime: return cursor.read(partition.default_time);
      case PartitionKey::MaxTime: return cursor.read(partition.max_time);
      case PartitionKey::MinNodes: return cursor.read(partition.min_nodes);
      case PartitionKey::MaxNodes: return cursor.read(partition.max_nodes);
      case PartitionKey::MaxCpusPerNode: return cursor.read(partition.max_cpus_per_node);
      case PartitionKey::Qos: return cursor.read(partition.qos);
      case PartitionKey::Accounts: return cursor.read(partition.accounts);
      case PartitionKey::RestrictedTo: return cursor.read(partition.restricted_to);
      case PartitionKey::Source: return cursor.read(partition.source.text);
      case PartitionKey::AsOf: break;
    }
    return cursor.read_day(partition.source.as_of);
  });
  partition.nodes_known = !partition.nodes.empty();
  return plain && !partition.name.empty();
}

bool begins_table(std::string_view line, std::string_view head) {
  return line.starts_with(head) && line.find_first_not_of(" \t\r", head.size()) == std::string_view::npos;
}

// A text over several lines, in which anything may stand. Only the two plain forms are followed: a line that is
// `key = '''` and a line that ends it and has nothing else in it.
class LongText {
 public:
  // False where the line has three quotes in another form.
  bool read_line(std::string_view line) {
    const std::size_t last = line.find_last_not_of(" \t\r");
    line = line.substr(0, last + 1);
    if (!quotes_.empty()) {
      const std::size_t found = line.find(quotes_);
      if (found == std::string_view::npos) return true;
      quotes_ = {};
      return found + 3 == line.size() && found == line.find_first_not_of(" \t");
    }
    const std::size_t found = std::min(line.find("'''"), line.find("\"\"\""));
    if (found == std::string_view::npos) return true;
    if (found + 3 != line.size()) return false;
    PlainCursor cursor(line.substr(0, found));
    if (cursor.key().empty() || !cursor.take('=') || !cursor.end_of_line()) return false;
    quotes_ = line.substr(found);
    return true;
  }
  [[nodiscard]] bool is_open() const { return !quotes_.empty(); }

 private:
  std::string_view quotes_;
};

// Most tables of nodes differ from one before them in the names alone: their text is compared and not read.
class PlainGroups {
 public:
  bool add(std::string_view table) {
    const std::size_t end = std::min(table.find('\n'), table.size());
    const std::string_view first = table.substr(0, end);
    const std::string_view others = table.substr(end);
    const bool begins_with_names = first.starts_with("names");
    const auto same = begins_with_names ? by_text_.find(others) : by_text_.end();
    if (same != by_text_.end()) return add_names(first, groups_[same->second]);
    NodeGroup group;
    if (!read_node(table, group)) return false;
    if (begins_with_names) by_text_.emplace(others, groups_.size());
    groups_.push_back(std::move(group));
    return true;
  }
  [[nodiscard]] std::vector<NodeGroup> take() { return std::move(groups_); }

 private:
  // `names = ["node0001"]` is what most lines are.
  static bool add_names(std::string_view line, NodeGroup& group) {
    PlainCursor cursor(line);
    const bool begins = cursor.key() == "names" && cursor.take('=') && cursor.take('[');
    const auto name = begins ? cursor.text() : std::nullopt;
    const bool is_one = name && !name->empty() && std::ranges::all_of(*name, is_of_a_name);
    if (is_one && cursor.take(']') && cursor.end_of_line() && cursor.at_end()) {
      add_node(group, host_of(*name));
      return true;
    }
    NodeGroup more;
    if (!read_node(line, more)) return false;
    add_nodes(group, std::move(more.names));
    return true;
  }
  static bool is_of_a_name(char c) {
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  }

  std::vector<NodeGroup> groups_;
  std::unordered_map<std::string_view, std::size_t> by_text_;  // the lines behind the names, and the group
};

// What of a profile is read here.
struct PlainKinds {
  bool nodes = true;
  bool partitions = true;
};

class PlainReader {
 public:
  PlainReader(std::string_view toml, PlainKinds kinds) : toml_(toml), kinds_(kinds) {}

  bool read() {
    LongText text;
    std::uint32_t kept = 0;  // lines of the rest
    for (std::size_t at = 0; at < toml_.size();) {
      const std::size_t end = std::min(toml_.find('\n', at), toml_.size());
      const std::string_view line = toml_.substr(at, end - at);
      const std::size_t next = std::min(end + 1, toml_.size());
      const bool is_node = !text.is_open() && begins_table(line, kNodeHead);
      const bool is_partition = !text.is_open() && begins_table(line, kPartitionHead);
      if ((is_node && kinds_.nodes) || (is_partition && kinds_.partitions)) {
        const std::string_view table = table_from(next);
        if (!(is_node ? groups_.add(table) : add_partition(table))) return false;
        const auto lines = 1 + static_cast<std::uint32_t>(std::count(table.begin(), table.end(), '\n'));
        tables_.taken.push_back({.before = kept + 1, .count = lines});
        at = next + table.size();
        continue;
      }
      if (!text.read_line(line) || line.starts_with("[node.") || line.starts_with("[partition.")) return false;
      tables_.rest += toml_.substr(at, next - at);
      ++kept;
      at = next;
    }
    tables_.nodes = groups_.take();
    return tables_.taken.size() >= kWorthwhile;
  }
  [[nodiscard]] PlainTables take() { return std::move(tables_); }

 private:
  // Up to the head of the next table.
  [[nodiscard]] std::string_view table_from(std::size_t begin) const {
    std::size_t next = toml_.find('[', begin);
    while (next != std::string_view::npos && toml_[next - 1] != '\n') next = toml_.find('[', next + 1);
    return toml_.substr(begin, next == std::string_view::npos ? next : next - begin);
  }
  bool add_partition(std::string_view table) { return read_partition(table, tables_.partitions.emplace_back()); }

  std::string_view toml_;
  PlainKinds kinds_;
  PlainGroups groups_;
  PlainTables tables_;
};

}  // namespace

std::optional<PlainTables> read_plain_tables(std::string_view toml) {
  constexpr PlainKinds kTries[] = {{}, {.nodes = true, .partitions = false}, {.nodes = false, .partitions = true}};
  for (const PlainKinds kinds : kTries) {
    PlainReader reader(toml, kinds);
    if (reader.read()) return reader.take();
  }
  return std::nullopt;
}

std::uint32_t line_in_all(const std::vector<TakenLines>& taken, std::uint32_t line) {
  std::uint32_t in_all = line;
  for (const TakenLines& lines : taken) {
    if (lines.before > line) break;
    in_all += lines.count;
  }
  return in_all;
}

}  // namespace sbatchlint
