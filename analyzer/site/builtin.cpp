#include "site/builtin.h"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "text/nearest.h"

namespace sbatchlint {

std::string no_such_site(std::string_view name) {
  std::vector<std::string_view> names;
  for (const BuiltinSite& site : builtin_sites()) names.push_back(site.name);
  const auto meant = nearest(name, names);
  if (meant) return fmt::format("there is no site `{}`; did you mean `{}`?", name, *meant);
  return fmt::format("there is no site `{}`; known are {}", name, fmt::join(names, ", "));
}

Result<Site> load_builtin_site(std::string_view name) {
  // Says nothing about any cluster, so there is nothing to read (rules/sites/generic.toml says so in words).
  if (name == "generic") return Site{.name = "generic", .title = "Any Slurm cluster"};

  const auto sites = builtin_sites();
  const auto found = std::ranges::find(sites, name, &BuiltinSite::name);
  if (found != sites.end()) return parse_site(found->toml, found->name);
  return Error{.message = no_such_site(name), .place = {}};
}

}  // namespace sbatchlint
