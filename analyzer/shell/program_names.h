// What the table of wrappers knows of names, for those who look at the programs of a chain.
#pragma once

#include <string_view>

namespace sbatchlint {

// The name without the version of `singularity3`, `singularity-3.8.7` and `apptainer-1.2`; any other name as it is.
[[nodiscard]] std::string_view unversioned(std::string_view name);

// True for a long option of a common SPANK plugin (`--container-image`) whose value may be the next word.
[[nodiscard]] bool is_plugin_option(std::string_view option);

}  // namespace sbatchlint
