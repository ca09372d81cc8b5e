// Reads a site profile: the tables, what they inherit, and how they hang together. toml++'s exceptions end here.
#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "site/builtin.h"
#include "site/node_groups.h"
#include "site/parse_site.h"
#include "site/plain_tables.h"

namespace sbatchlint {

namespace {

// A profile that inherits from more than this many, one from the other, is broken.
constexpr std::size_t kDeepestInheritance = 16;

Result<std::string> read_builtin(std::string_view name) {
  const auto sites = builtin_sites();
  const auto found = std::ranges::find(sites, name, &BuiltinSite::name);
  if (found != sites.end()) return std::string(found->toml);
  return Error{.message = no_such_site(name), .place = {}};
}

// Which group a node belongs to, found by binary search.
class NodeIndex {
 public:
  explicit NodeIndex(const std::vector<NodeGroup>& groups) {
    const HostRange* last = nullptr;  // most ranges are of one series
    std::uint32_t series = 0;
    for (std::uint32_t i = 0; i < groups.size(); ++i) {
      for (const HostRange& range : groups[i].names) {
        if (last == nullptr || !last->same_series(range)) {
          series = series_.emplace(name_of(range), static_cast<std::uint32_t>(series_.size())).first->second;
        }
        last = &range;
        entries_.push_back({.series = series, .group = i, .low = range.low, .range = &range});
      }
    }
    const auto before = [](const Entry& a, const Entry& b) {
      return a.series != b.series ? a.series < b.series : a.low < b.low;
    };
    if (!std::ranges::is_sorted(entries_, before)) std::ranges::sort(entries_, before);
    places_.resize(groups.size());
  }

  // A range that two tables declare; null where there is none.
  [[nodiscard]] const HostRange* repeated() const {
    const auto overlap = [](const Entry& a, const Entry& b) { return a.series == b.series && b.low <= a.range->high; };
    const auto found = std::adjacent_find(entries_.begin(), entries_.end(), overlap);
    return found == entries_.end() ? nullptr : std::next(found)->range;
  }

  // Calls add(group, count) for each part of the range; the first name that no group has, or nothing.
  template <typename Add>
  std::optional<std::string> split(const HostRange& range, Add add) const {
    HostRange rest = range;
    const auto series = series_.find(name_of(range));
    if (series == series_.end()) return rest.first();
    auto entry = std::ranges::partition_point(entries_, [&](const Entry& e) {
      return e.series != series->second ? e.series < series->second : e.range->high < rest.low;
    });
    for (; entry != entries_.end() && entry->series == series->second && entry->low <= rest.low; ++entry) {
      const std::uint64_t end = std::min(entry->range->high, rest.high);
      add(entry->group, end - rest.low + 1);
      if (end == rest.high) return std::nullopt;
      rest.low = end + 1;
    }
    return rest.first();
  }

  // The share of a group, added where it is not there yet.
  [[nodiscard]] NodeShare& share_of(std::uint32_t group, std::vector<NodeShare>& shares) {
    std::uint32_t& place = places_[group];  // where it was last; of this list only if it is there
    if (place >= shares.size() || shares[place].group != group) {
      place = static_cast<std::uint32_t>(shares.size());
      shares.push_back({.group = group, .count = 0});
    }
    return shares[place];
  }

 private:
  using SeriesName = std::tuple<std::string_view, bool, std::uint32_t>;
  struct Entry {
    std::uint32_t series = 0;
    std::uint32_t group = 0;
    std::uint64_t low = 0;
    const HostRange* range = nullptr;
  };
  static SeriesName name_of(const HostRange& range) { return {range.prefix, range.numbered, range.width}; }
  std::map<SeriesName, std::uint32_t> series_;
  std::vector<Entry> entries_;  // by series, then by number
  std::vector<std::uint32_t> places_;
};

void share_out(NodeIndex& index, Partition& partition, std::optional<std::string>& undeclared) {
  partition.shares.clear();
  for (const HostRange& range : partition.nodes) {
    const auto missing = index.split(range, [&](std::uint32_t group, std::uint64_t count) {
      index.share_of(group, partition.shares).count += count;
    });
    if (missing && !undeclared) undeclared = missing;
  }
}

// Partitions of plain tables: they replace inherited ones, or are new. False where two have one name.
bool put_partitions(std::vector<Partition> partitions, std::vector<Partition>& all) {
  std::set<std::string_view> names;
  for (const Partition& partition : partitions) {
    if (!names.insert(partition.name).second) return false;
  }
  if (all.empty()) {
    all = std::move(partitions);
    return true;
  }
  for (Partition& partition : partitions) {
    const auto same = std::ranges::find(all, partition.name, &Partition::name);
    if (same == all.end()) {
      all.push_back(std::move(partition));
    } else {
      *same = std::move(partition);
    }
  }
  return true;
}

std::vector<std::string> gpu_types_of(const std::vector<NodeGroup>& nodes) {
  std::vector<std::string> types;
  for (const NodeGroup& group : nodes) {
    for (const NodeGpus& gpus : group.gpus) {
      if (std::ranges::find(types, gpus.type) == types.end()) types.push_back(gpus.type);
    }
  }
  return types;
}

// Nodes of partitions are those of [[node]] tables. Partitions that were inherited may name nodes that are no more.
void connect(ProfileTable& root, Site& site) {
  join_equal_groups(site.nodes);
  site.node_gpu_types = gpu_types_of(site.nodes);
  NodeIndex index(site.nodes);
  if (const HostRange* range = index.repeated()) {
    root.fail("node", fmt::format("node `{}` is declared twice", range->first()));
  }
  for (Partition& partition : site.partitions) {
    std::optional<std::string> undeclared;
    share_out(index, partition, undeclared);
    if (!undeclared) continue;
    // Plain tables have no places: the library reads them again, and says which one it is.
    if (root.failure().taken != nullptr) return root.fail("partition", *undeclared);
    const toml::node* tables = root.find("partition");
    const toml::array* array = tables == nullptr ? nullptr : tables->as_array();
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
      const toml::table* table = (*array)[i].as_table();
      if (table == nullptr || table->get("name")->value_exact<std::string>() != partition.name) continue;
      root.failure().at(table->get("nodes")->source().begin,
                        fmt::format("`nodes` of [[partition]] has `{}`, which no [[node]] declares", *undeclared));
    }
  }
}

class ProfileReader {
 public:
  explicit ProfileReader(const ReadProfile& inherited) : inherited_(inherited) {}

  // Many nodes and partitions take the fast way. Whatever is wrong is left to the library to say.
  // NOLINTNEXTLINE(misc-no-recursion): no deeper than kDeepestInheritance
  Result<Site> read(std::string_view toml, std::string_view file_name) {
    auto plain = known_keys_ == nullptr ? read_plain_tables(toml) : std::nullopt;
    if (plain) {
      const std::size_t depth = chain_.size();
      auto site = read_text(plain->rest, file_name, &*plain);
      if (site || base_is_broken_) return site;
      chain_.resize(depth);
    }
    return read_text(toml, file_name, nullptr);
  }

  void record(KnownKeys* known_keys) { known_keys_ = known_keys; }

 private:
  // NOLINTNEXTLINE(misc-no-recursion)
  Result<Site> read_text(std::string_view toml, std::string_view file_name, PlainTables* plain) {
    ProfileFailure failure(toml, file_name);
    failure.known_keys = known_keys_;
    if (plain != nullptr) failure.taken = &plain->taken;
    try {
      const toml::table document = parse_toml(toml, file_name);
      ProfileTable root(document, "the profile", failure);
      Site site = inherit(root, failure);
      if (plain != nullptr && !put_plain(*plain, root, site)) root.fail("partition", "not so plain");
      if (!failure.error()) read_tables(root, document, site);
      if (failure.error()) return *failure.error();
      return site;
    } catch (const toml::parse_error& error) {
      failure.at(error.source().begin, error.description());
      return *failure.error();
    }
  }

  // False where some tables of a kind are left that were not plain enough to be seen, and where a name is given twice.
  static bool put_plain(PlainTables& plain, const ProfileTable& root, Site& site) {
    if ((!plain.nodes.empty() && root.has("node")) || (!plain.partitions.empty() && root.has("partition")))
      return false;
    if (!plain.nodes.empty()) site.nodes = std::move(plain.nodes);
    return put_partitions(std::move(plain.partitions), site.partitions);
  }

  static void read_tables(ProfileTable& root, const toml::table& document, Site& site) {
    if (document["schema"].value_exact<std::int64_t>() != 1) root.fail("schema", "`schema` has to be the number 1");
    (void)root.find("schema");
    read_profile_facts(root, site);
    root.table("policy", [&](ProfileTable& table) { read_profile_policy(table, site); });
    read_profile_doors(root, site);
    read_profile_examples(root, site);
    if (!root.has("site")) root.fail("site", "the profile has no [site] table");
    root.done();
    if (!root.failure().error()) connect(root, site);
  }

  // What the profiles say that this one names; the later ones add to the earlier ones.
  // NOLINTNEXTLINE(misc-no-recursion)
  Site inherit(ProfileTable& root, ProfileFailure& failure) {
    Site site;
    const toml::table* table = root.raw()["site"].as_table();
    if (table == nullptr || !table->contains("inherits")) return site;
    ProfileTable own(*table, "[site]", failure);
    const std::vector<std::string> names = own.texts("inherits");
    if (names.size() > 1) own.fail("inherits", "`inherits` of [site] names one profile");
    for (const std::string& name : names) {
      if (std::ranges::find(chain_, name) != chain_.end() || chain_.size() >= kDeepestInheritance) {
        own.fail("inherits",
                 fmt::format("`inherits` goes round in a circle: {} -> {}", fmt::join(chain_, " -> "), name));
        return site;
      }
      chain_.push_back(name);
      const Result<std::string> text = inherited_ ? inherited_(name) : read_builtin(name);
      if (!text) {
        own.fail("inherits", text.error().message);
        return site;
      }
      auto base = read(text.value(), name);
      if (!base) {
        base_is_broken_ = true;
        failure.set(base.error());
        return site;
      }
      site = std::move(base).value();
    }
    // Examples were written for the other profile, and doors are another machine's.
    site.examples.clear();
    site.doors.reset();
    return site;
  }

  const ReadProfile& inherited_;
  KnownKeys* known_keys_ = nullptr;
  std::vector<std::string> chain_;
  bool base_is_broken_ = false;  // the error is another profile's, with its place
};

}  // namespace

KnownKeys keys_asked_for(std::string_view toml) {
  KnownKeys keys;
  const ReadProfile none;
  ProfileReader reader(none);
  reader.record(&keys);
  (void)reader.read(toml, "");
  return keys;
}

Result<Site> parse_site(std::string_view toml, std::string_view file_name, const ReadProfile& inherited) {
  return ProfileReader(inherited).read(toml, file_name);
}

}  // namespace sbatchlint
