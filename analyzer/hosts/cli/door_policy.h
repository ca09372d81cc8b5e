// What holds at a door of this machine, and who may change it.
#pragma once

#include <string>

#include "hosts/cli/arguments.h"
#include "hosts/world/world.h"
#include "site/doors.h"
#include "text/result.h"

namespace sbatchlint::cli {

// `arguments` are those of `check` that lead to the site and the configuration that count; `world` is what may be asked
// on the way: where the machine's profile binds, without the variables by which a user sets sbatchlint.
struct DoorPolicy {
  Doors doors;
  bool binds = false;
  CheckArguments arguments;
  World world;
};

// The profile of this machine: what /etc/sbatchlint/config.toml names, or else /etc/sbatchlint/site.toml. Where its
// [doors] bind, it is the site, whatever the user says. An Error where it cannot be read.
[[nodiscard]] Result<DoorPolicy> door_policy(const SubmitDoorArguments& arguments, const World& world);

// What holds where nothing else can be found out: from the lines of the profile, without a parser. Closed only where
// the mode blocks.
[[nodiscard]] DoorRescue door_rescue(const SubmitDoorArguments& arguments, const World& world);

}  // namespace sbatchlint::cli
