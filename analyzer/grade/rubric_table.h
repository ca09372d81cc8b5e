// What rubrics and overrides have beside what profiles have: points, times, ids. Internal to this layer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "grade/points.h"
#include "site/profile_table.h"

namespace sbatchlint {

// A number with at most two decimals, 0 or more; nothing where the key is not there.
[[nodiscard]] std::optional<Points> read_points(ProfileTable& table, std::string_view key);

// `id`: ASCII letters, digits, `-`, `_` and `.`.
[[nodiscard]] std::string read_id(ProfileTable& table);

// 2026-10-09T12:00:00Z, with an offset: seconds since 1970.
[[nodiscard]] std::optional<std::int64_t> read_time(ProfileTable& table, std::string_view key);

}  // namespace sbatchlint
