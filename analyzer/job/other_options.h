// Options that sbatch does not have and scripts use all the same: what they were, or whose they are.
#pragma once

#include <optional>
#include <string_view>

namespace sbatchlint {

// An option that older releases of sbatch had.
struct RemovedOption {
  std::string_view name;
  std::string_view replacement;  // the option that took its place, "" for none
  std::string_view help;         // what to do
};

// Exact names only; null for any other.
[[nodiscard]] const RemovedOption* removed_option(std::string_view name);

// The SPANK plugin that is known to add a long option ("pyxis" for `container-image`), "" for one without a common
// name; nothing for an option that no plugin is known to add.
[[nodiscard]] std::optional<std::string_view> plugin_of_option(std::string_view name);

}  // namespace sbatchlint
