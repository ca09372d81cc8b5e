// site list, show, check, import, export. Each takes the world and returns the exit status.
#pragma once

#include <string>
#include <vector>

#include "hosts/cli/arguments.h"
#include "hosts/world/world.h"
#include "site/site.h"

namespace sbatchlint::cli {

// What is wrong in a profile that can be read: sentences for the user. Contradictions first, then its examples and the
// examples of its own rules, each run as a check under this very site.
[[nodiscard]] std::vector<std::string> contradictions_of(const Site& site);
[[nodiscard]] std::vector<std::string> failing_examples(const Site& site);

// Writes the facts of this cluster (or of the saved output in --from DIR) to NAME.facts.toml, and NAME.toml for the
// policy beside it where there is none yet.
[[nodiscard]] int import_site(const SiteArguments& arguments, const World& world);

// Prints what slurmctld can hold a job against as a Lua table; on standard error what of the profile it cannot.
[[nodiscard]] int export_site(const SiteArguments& arguments, const World& world);

}  // namespace sbatchlint::cli
