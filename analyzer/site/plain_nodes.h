// A fast way through the one part of a profile that grows with the cluster: [[node]] tables in their plain form.
// Internal to this layer.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "site/site.h"

namespace sbatchlint {

// The nodes of a profile, and its text with their tables blanked out, line by line, so that places in the rest stay
// what they are.
struct PlainNodes {
  std::vector<NodeGroup> groups;
  std::string rest;
};

// Reads all [[node]] tables where every one of them is plain: one key a line, texts without escapes, known keys of the
// right types, none twice. Nothing where there are few of them, or where one is not so plain or not right: the library
// reads them then, and says what is wrong. What both read is the same (tests/unit/site/plain_nodes_test.cpp).
[[nodiscard]] std::optional<PlainNodes> read_plain_nodes(std::string_view toml);

}  // namespace sbatchlint
