// One table of a profile or a rubric, read key by key, with the words for what is wrong. For the files that read such
// texts.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "site/host_list.h"
#include "site/plain_tables.h"
#include "site/policy.h"
#include "site/toml_text.h"
#include "slurm/units.h"
#include "text/result.h"

namespace sbatchlint {

using KnownKeys = std::map<std::string, std::set<std::string>>;

// The first thing that is wrong; what is read after it does not matter.
class ProfileFailure {
 public:
  ProfileFailure(std::string_view toml, std::string_view file_name) : toml_(toml), file_name_(file_name) {}

  void at(toml::source_position place, std::string_view message);
  void set(Error error) {
    if (!error_) error_ = std::move(error);
  }
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

  // Where not null: which keys each kind of table was asked for, by the words for it ("[[node]]").
  KnownKeys* known_keys = nullptr;
  // Where not null: lines of the file that are not in the text.
  const std::vector<TakenLines>* taken = nullptr;

 private:
  [[nodiscard]] Span line_from(toml::source_position place) const;

  std::string_view toml_;
  std::string_view file_name_;
  std::optional<Error> error_;
};

// `D-HH:MM:SS`, `HH:MM:SS` or a word for no limit, as slurm.conf has it.
[[nodiscard]] std::optional<Minutes> read_profile_time(std::string_view text);

// `256G`, `244584M`, `1T`.
[[nodiscard]] std::optional<Megabytes> read_profile_memory(std::string_view text);

inline constexpr std::string_view kProfileTime = "a time such as `6-00:00:00` or `infinite`";
inline constexpr std::string_view kProfileMemory = "a size such as `256G`";

// `done` reports what was never asked for.
class ProfileTable {
 public:
  ProfileTable(const toml::table& table, std::string where, ProfileFailure& failure)
      : table_(table), where_(std::move(where)), failure_(failure) {}

  [[nodiscard]] const toml::node* find(std::string_view key) {
    known_.push_back(key);
    return table_.get(key);
  }
  [[nodiscard]] bool has(std::string_view key) const { return table_.contains(key); }
  void fail(std::string_view key, std::string_view message);
  [[nodiscard]] std::string in_words(std::string_view key) const { return fmt::format("`{}` of {}", key, where_); }
  [[nodiscard]] const std::string& where() const { return where_; }
  // In the file, 1-based.
  [[nodiscard]] std::uint32_t line() const {
    const auto line = static_cast<std::uint32_t>(table_.source().begin.line);
    return failure_.taken == nullptr ? line : line_in_all(*failure_.taken, line);
  }
  [[nodiscard]] toml::source_position place(std::string_view key) const {
    const toml::node* node = table_.get(key);
    return (node == nullptr ? table_ : *node).source().begin;
  }
  [[nodiscard]] ProfileFailure& failure() { return failure_; }

  // The text of a key; "" where it is not there.
  std::string text(std::string_view key);
  std::string required_text(std::string_view key);
  bool flag(std::string_view key);
  std::optional<std::uint64_t> count(std::string_view key);
  std::optional<Minutes> minutes(std::string_view key);
  std::optional<Megabytes> memory(std::string_view key);
  std::vector<std::string> texts(std::string_view key);
  std::vector<HostRange> hosts(std::string_view key);
  // One of a few words.
  std::string choice(std::string_view key, std::span<const std::string_view> words);
  std::vector<std::string> choices(std::string_view key, std::span<const std::string_view> words);
  // A list of dates: "2026-09-15".
  std::vector<toml::date> dates(std::string_view key);
  Source source();
  Condition condition(std::string_view key);
  // `when`, `level` (else `usual_level`), `message`, `help` and the source.
  Policy policy(std::string_view usual_level);
  // Calls read(ProfileTable&) for the table `[key]`.
  template <typename Read>
  void table(std::string_view key, Read read) {
    const toml::node* node = find(key);
    if (node != nullptr) enter(key, *node, fmt::format("[{}]", path(key)), read);
  }
  // Calls read(ProfileTable&) for each table `[[key]]`.
  template <typename Read>
  void tables(std::string_view key, Read read) {
    const std::string where = fmt::format("[[{}]]", path(key));
    const toml::node* node = find(key);
    if (node == nullptr) return;
    const toml::array* array = node->as_array();
    if (array == nullptr) return fail(key, fmt::format("`{}` has to be written as {}", key, where));
    for (const toml::node& element : *array) enter(key, element, where, read);
  }
  void done();
  [[nodiscard]] const toml::table& raw() const { return table_; }

 private:
  // Null, and a complaint, where the node is of another type.
  template <typename T>
  std::optional<T> value(std::string_view key, std::string_view type) {
    const toml::node* node = find(key);
    if (node == nullptr) return std::nullopt;
    auto value = node->value_exact<T>();
    if (!value) fail(key, fmt::format("{} has to be {}", in_words(key), type));
    return value;
  }
  template <typename Read>
  void enter(std::string_view key, const toml::node& node, const std::string& where, Read read) {
    const toml::table* table = node.as_table();
    if (table == nullptr) return fail(key, fmt::format("`{}` has to be written as {}", key, where));
    ProfileTable inner(*table, where, failure_);
    read(inner);
    inner.done();
  }
  // "policy.level" for the key "level" of [policy].
  [[nodiscard]] std::string path(std::string_view key) const;

  const toml::table& table_;
  std::string where_;
  ProfileFailure& failure_;
  std::vector<std::string_view> known_;
};

}  // namespace sbatchlint
