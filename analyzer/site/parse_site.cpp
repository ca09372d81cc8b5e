// Reads a site profile. The only file that includes toml++, whose exceptions end here.
#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "options/release.h"
#include "site/host_list.h"
#include "site/site.h"
#include "text/nearest.h"

namespace sbatchlint {

namespace {

// The first thing that is wrong; what is read after it does not matter.
class Failure {
 public:
  Failure(std::string_view toml, std::string_view file_name) : toml_(toml), file_name_(file_name) {}

  void at(toml::source_position place, std::string_view message) {
    if (error_) return;
    error_ = Error{.message = fmt::format("{}:{}: {}", file_name_, place.line, message), .place = line_from(place)};
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  // From the place to the end of its line. TOML columns count characters, so a line with others than ASCII is marked
  // from its beginning.
  [[nodiscard]] Span line_from(toml::source_position place) const {
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

  std::string_view toml_;
  std::string_view file_name_;
  std::optional<Error> error_;
};

// `D-HH:MM:SS`, `HH:MM:SS` or a word for no limit, as slurm.conf has it.
std::optional<Minutes> read_minutes(std::string_view text) {
  if (text == "infinite" || text == "unlimited") return Minutes::unlimited();
  std::array<std::uint32_t, 4> fields{};  // days, hours, minutes, seconds
  const std::size_t dash = text.find('-');
  std::size_t field = dash == std::string_view::npos ? 1 : 0;
  while (field < fields.size()) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), fields[field]);
    if (error != std::errc()) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    if (text.empty()) break;
    if (text.front() != (field == 0 ? '-' : ':')) return std::nullopt;
    text.remove_prefix(1);
    ++field;
  }
  if (field != 3) return std::nullopt;
  return Minutes{.count = fields[0] * 1440 + fields[1] * 60 + fields[2] + (fields[3] > 0 ? 1 : 0)};
}

// `256G`, `244584M`, `1T`.
std::optional<Megabytes> read_memory(std::string_view text) {
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end + 1 != text.data() + text.size()) return std::nullopt;
  switch (*end) {
    case 'M': return Megabytes{count};
    case 'G': return Megabytes{count * 1024};
    case 'T': return Megabytes{count * 1024 * 1024};
    default: return std::nullopt;
  }
}

// One table of the profile, read key by key; `done` reports what was never asked for.
class Table {
 public:
  Table(const toml::table& table, std::string where, Failure& failure)
      : table_(table), where_(std::move(where)), failure_(failure) {}

  [[nodiscard]] const toml::node* find(std::string_view key) {
    known_.push_back(key);
    return table_.get(key);
  }
  void fail(std::string_view key, std::string_view message) {
    const toml::node* node = table_.get(key);
    failure_.at((node == nullptr ? table_ : *node).source().begin, message);
  }
  [[nodiscard]] std::string in_words(std::string_view key) const { return fmt::format("`{}` of {}", key, where_); }

  template <typename T>
  std::optional<T> value(std::string_view key, std::string_view type) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    auto value = node->value_exact<T>();
    if (!value) fail(key, fmt::format("{} has to be {}", in_words(key), type));
    return value;
  }
  std::string text(std::string_view key) { return value<std::string>(key, "a text").value_or(""); }
  std::string required_text(std::string_view key) {
    std::string read = text(key);
    if (read.empty()) fail(key, fmt::format("{} has to be given", in_words(key)));
    return read;
  }
  bool flag(std::string_view key) { return value<bool>(key, "true or false").value_or(false); }
  std::optional<std::uint64_t> count(std::string_view key) {
    const auto number = value<std::int64_t>(key, "a whole number");
    if (number && *number < 0) fail(key, fmt::format("{} has to be 0 or more", in_words(key)));
    if (!number) return std::nullopt;
    return static_cast<std::uint64_t>(*number);
  }
  template <typename T>
  std::optional<T> read_with(std::string_view key, std::optional<T> (*read)(std::string_view), std::string_view type) {
    const auto written = value<std::string>(key, type);
    if (!written) return std::nullopt;
    auto parsed = read(*written);
    if (!parsed) fail(key, fmt::format("{} has to be {}", in_words(key), type));
    return parsed;
  }
  std::vector<std::string> texts(std::string_view key) {
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
  std::vector<std::string> hosts(std::string_view key) {
    std::vector<std::string> all;
    for (const std::string& list : texts(key)) {
      auto names = expand_host_list(list);
      if (!names) {
        fail(key, fmt::format("{}: {}", in_words(key), names.error().message));
        return {};
      }
      all.insert(all.end(), names.value().begin(), names.value().end());
    }
    return all;
  }
  // One of a few words.
  std::string choice(std::string_view key, std::span<const std::string_view> words) {
    std::string chosen = text(key);
    if (chosen.empty() || std::ranges::find(words, chosen) != words.end()) return chosen;
    fail(key, fmt::format("{} has to be one of {}", in_words(key), fmt::join(words, ", ")));
    return chosen;
  }
  Source source() {
    Source source{.text = text("source"), .as_of = {}};
    const auto day = value<toml::date>("as_of", "a date such as 2026-06-16");
    if (day) source.as_of = fmt::format("{:04}-{:02}-{:02}", day->year, day->month, day->day);
    return source;
  }
  // Calls read(Table&) for the table `[key]`.
  template <typename Read>
  void table(std::string_view key, Read read) {
    const toml::node* node = find(key);
    if (node != nullptr) enter(key, *node, fmt::format("[{}]", path(key)), read);
  }
  // Calls read(Table&) for each table `[[key]]`.
  template <typename Read>
  void tables(std::string_view key, Read read) {
    const std::string where = fmt::format("[[{}]]", path(key));
    const toml::node* node = find(key);
    if (node == nullptr) return;
    const toml::array* array = node->as_array();
    if (array == nullptr) return fail(key, fmt::format("`{}` has to be written as {}", key, where));
    for (const toml::node& element : *array) enter(key, element, where, read);
  }
  void done() {
    for (auto&& [key, node] : table_) {
      if (std::ranges::find(known_, key.str()) != known_.end()) continue;
      const auto meant = nearest(key.str(), known_);
      const std::string hint = meant ? fmt::format("; did you mean `{}`?", *meant) : std::string();
      failure_.at(key.source().begin, fmt::format("unknown key `{}` in {}{}", key.str(), where_, hint));
    }
  }
  [[nodiscard]] const toml::table& raw() const { return table_; }

 private:
  template <typename Read>
  void enter(std::string_view key, const toml::node& node, const std::string& where, Read read) {
    const toml::table* table = node.as_table();
    if (table == nullptr) return fail(key, fmt::format("`{}` has to be written as {}", key, where));
    Table inner(*table, where, failure_);
    read(inner);
    inner.done();
  }
  // "policy.level" for the key "level" of [policy].
  [[nodiscard]] std::string path(std::string_view key) const {
    if (where_.front() != '[') return std::string(key);
    const std::size_t first = where_.find_first_not_of('[');
    return fmt::format("{}.{}", where_.substr(first, where_.find(']') - first), key);
  }

  const toml::table& table_;
  std::string where_;
  Failure& failure_;
  std::vector<std::string_view> known_;
};

constexpr std::string_view kTime = "a time such as `6-00:00:00` or `infinite`";
constexpr std::string_view kMemory = "a size such as `256G`";

NodeGroup read_node(Table& table) {
  NodeGroup group;
  group.names = table.hosts("names");
  table.table("gpus", [&](Table& gpus) {
    for (auto&& [type, node] : gpus.raw()) {
      group.gpus.push_back({.type = std::string(type.str()), .count = gpus.count(type.str()).value_or(0)});
    }
  });
  group.cpus = table.count("cpus");
  group.memory = table.read_with("memory", read_memory, kMemory);
  const auto exact = table.read_with("memory_exact", read_memory, kMemory);
  group.memory_exact = exact.has_value();
  if (exact) group.memory = exact;
  group.source = table.source();
  return group;
}

// The partition's nodes are entered at their groups.
Partition read_partition(Table& table, std::vector<NodeGroup>& groups) {
  Partition partition;
  partition.name = table.required_text("name");
  partition.is_default = table.flag("default");
  partition.cpu_only = table.flag("cpu_only");
  partition.default_time = table.read_with("default_time", read_minutes, kTime);
  partition.max_time = table.read_with("max_time", read_minutes, kTime);
  partition.qos = table.texts("qos");
  partition.accounts = table.texts("accounts");
  partition.source = table.source();
  std::vector<std::string> hosts = table.hosts("nodes");
  partition.nodes_known = !hosts.empty();
  std::ranges::sort(hosts);
  std::size_t declared = 0;
  for (NodeGroup& group : groups) {
    const auto inside = std::ranges::count_if(
        group.names, [&](const std::string& name) { return std::ranges::binary_search(hosts, name); });
    if (inside > 0) group.partitions.push_back(partition.name);
    declared += static_cast<std::size_t>(inside);
  }
  if (declared != hosts.size()) table.fail("nodes", "`nodes` of [[partition]] has nodes that no [[node]] declares");
  return partition;
}

Quota read_quota(Table& table) {
  return {.account = table.text("account"),
          .qos = table.text("qos"),
          .max_gpus = table.count("max_gpus"),
          .max_jobs = table.count("max_jobs"),
          .note = table.text("note"),
          .source = table.source()};
}

RetiredName read_retired(Table& table) {
  constexpr std::pair<std::string_view, NameKind> kKinds[] = {{"partition", NameKind::Partition},
                                                              {"qos", NameKind::Qos},
                                                              {"account", NameKind::Account},
                                                              {"node", NameKind::Node}};
  RetiredName retired;
  for (const auto& [key, kind] : kKinds) {
    std::string name = table.text(key);
    if (name.empty()) continue;
    if (!retired.name.empty()) table.fail(key, "a [[retired]] table names one thing");
    retired.kind = kind;
    retired.name = std::move(name);
  }
  if (retired.name.empty()) table.fail("name", "[[retired]] has to name a `partition`, `qos`, `account` or `node`");
  retired.say_instead = table.text("say_instead");
  retired.source = table.source();
  return retired;
}

SiteLevel read_level(Table& table) {
  static constexpr std::string_view kLevels[] = {"off", "note", "warning", "error"};
  SiteLevel level;
  level.code = table.required_text("rule");
  const bool is_code = level.code.size() == 5 && level.code.starts_with("SB") &&
                       std::ranges::all_of(level.code.substr(2), [](char c) { return '0' <= c && c <= '9'; });
  if (!is_code) table.fail("rule", fmt::format("`{}` is not a rule's code such as `SB201`", level.code));
  level.level = table.choice("level", kLevels);
  if (level.level.empty()) table.fail("level", "`level` of [[policy.level]] has to be given");
  level.reason = table.text("reason");
  level.source = table.source();
  return level;
}

// What the cluster is.
void read_facts(Table& root, Site& site) {
  root.table("site", [&](Table& table) {
    site.name = table.required_text("name");
    site.title = table.text("title");
    site.source = table.source();
  });
  root.table("scheduler", [&](Table& table) {
    static constexpr std::string_view kEnforcement[] = {"no", "any", "all"};
    site.release_as_written = table.text("slurm_version");
    site.release = parse_release(site.release_as_written);
    if (!site.release && !site.release_as_written.empty()) {
      table.fail("slurm_version", fmt::format("`{}` is not a release of Slurm", site.release_as_written));
    }
    const std::string enforced = table.choice("enforce_part_limits", kEnforcement);
    if (!enforced.empty()) site.enforce_part_limits = enforced != "no";
    site.plugin_options = table.texts("plugin_options");
    (void)table.source();
  });
  root.table("defaults", [&](Table& table) {
    site.default_account = table.text("account");
    site.default_qos = table.text("qos");
    (void)table.source();
  });
  root.table("gpu", [&](Table& table) {
    site.gpu_vendor = table.text("vendor");
    site.amd_gpu_types = table.texts("amd_types");
    (void)table.source();
  });
  root.table("container", [&](Table& table) {
    site.container_runtimes = table.texts("runtimes");
    (void)table.source();
  });
  root.tables("node", [&](Table& table) { site.nodes.push_back(read_node(table)); });
  root.tables("partition", [&](Table& table) { site.partitions.push_back(read_partition(table, site.nodes)); });
  root.tables("quota", [&](Table& table) { site.quotas.push_back(read_quota(table)); });
  root.tables("retired", [&](Table& table) { site.retired.push_back(read_retired(table)); });
}

// What the site wants of its users.
void read_policy(Table& table, Site& site) {
  site.gpu_platform = table.flag("gpu_expected");
  table.tables("require", [&](Table& require) {
    site.required.push_back({.option = require.required_text("option"),
                             .partitions = require.texts("partitions"),
                             .qos = require.texts("qos"),
                             .source = require.source()});
  });
  table.tables("level", [&](Table& level) { site.levels.push_back(read_level(level)); });
}

Site read_profile(const toml::table& document, Failure& failure) {
  Site site;
  Table root(document, "the profile", failure);
  if (root.value<std::int64_t>("schema", "the number 1") != 1) root.fail("schema", "`schema` has to be the number 1");
  read_facts(root, site);
  root.table("policy", [&](Table& table) { read_policy(table, site); });
  if (site.name.empty()) root.fail("site", "the profile has no [site] table");
  root.done();
  return site;
}

}  // namespace

Result<Site> parse_site(std::string_view toml, std::string_view file_name) {
  Failure failure(toml, file_name);
  try {
    Site site = read_profile(toml::parse(toml, file_name), failure);
    if (failure.error()) return *failure.error();
    return site;
  } catch (const toml::parse_error& error) {
    failure.at(error.source().begin, error.description());
    return *failure.error();
  }
}

}  // namespace sbatchlint
