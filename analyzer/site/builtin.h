// The profiles that are built into the program, from rules/sites/*.toml.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "site/site.h"
#include "text/result.h"

namespace sbatchlint {

struct BuiltinSite {
  std::string_view name;  // "ai-cloud"
  std::string_view toml;
};

// Sorted by name. Made by the build from the directory listing.
[[nodiscard]] std::span<const BuiltinSite> builtin_sites();

// "there is no site `ai-clod`; did you mean `ai-cloud`?"
[[nodiscard]] std::string no_such_site(std::string_view name);

// `generic` costs nothing to load. Fails for an unknown name, offering the nearest.
[[nodiscard]] Result<Site> load_builtin_site(std::string_view name);

}  // namespace sbatchlint
