// A fast way through the two parts of a profile that grow with the cluster: [[node]] and [[partition]] tables in their
// plain form. Internal to this layer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "site/site.h"

namespace sbatchlint {

// How many lines were taken out before a line of what is left (1-based).
struct TakenLines {
  std::uint32_t before = 0;
  std::uint32_t count = 0;
};

// The nodes and partitions of a profile, and its text without their tables.
struct PlainTables {
  std::vector<NodeGroup> nodes;
  std::vector<Partition> partitions;
  std::string rest;
  std::vector<TakenLines> taken;  // ascending
};

// Reads all [[node]] tables, and all [[partition]] tables, where every one of a kind is plain: texts without escapes,
// known keys of the right types, none twice. Nodes whose tables differ in the names alone make one group. Nothing where
// there are few tables, where no kind is so plain and right, or where a text over several lines begins or ends in the
// middle of a line: the library reads them then, and says what is wrong. What both read is the same
// (tests/unit/site/plain_tables_test.cpp).
[[nodiscard]] std::optional<PlainTables> read_plain_tables(std::string_view toml);

// The line of the whole text in which a line of the rest stands.
[[nodiscard]] std::uint32_t line_in_all(const std::vector<TakenLines>& taken, std::uint32_t line);

}  // namespace sbatchlint
