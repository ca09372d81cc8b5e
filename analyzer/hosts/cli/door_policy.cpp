#include "hosts/cli/door_policy.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

#include "config/config.h"
#include "hosts/cli/plan.h"
#include "hosts/cli/site_files.h"

namespace sbatchlint::cli {
namespace {

constexpr std::size_t kLargestSetting = std::size_t{1} << 20U;

// The world without what a user may set: the variables of sbatchlint, and the folders in which profiles are looked for.
World without_user(const World& world) {
  World bare = world;
  bare.environment = [ask = world.environment](const std::string& name) -> std::optional<std::string> {
    if (name.starts_with("SBATCHLINT_") || name == "HOME" || name == "XDG_CONFIG_HOME") return std::nullopt;
    return ask(name);
  };
  return bare;
}

bool has_machine_config(const World& world) { return world.kind(std::string(kMachineConfig)) == FileKind::Regular; }

// The name or file of the machine's profile; nothing where it has none.
Result<std::optional<std::string>> machine_profile(const World& world) {
  if (has_machine_config(world)) {
    const auto read = [&world](const std::string& file) { return world.read_file(file, kLargestSetting); };
    Result<Config> config = load_config(std::string(kMachineConfig), read);
    if (!config) return config.error();
    if (config.value().site) return std::optional(config.value().site->value);
  }
  return machine_site(world);
}

CheckArguments user_arguments(const SubmitDoorArguments& given) {
  CheckArguments check;
  check.submit = given.submit;
  check.config = given.config;
  return check;
}

CheckArguments machine_arguments(const SubmitDoorArguments& given, const std::string& profile, const World& world) {
  CheckArguments check;
  check.submit.site = profile;
  check.submit.now = given.submit.now;
  if (has_machine_config(world)) {
    check.config.file = std::string(kMachineConfig);
  } else {
    check.config.none = true;
  }
  return check;
}

// The profile that a user chose for this submission.
std::optional<std::string> users_profile(const SubmitDoorArguments& arguments, const World& world) {
  if (arguments.submit.site) return arguments.submit.site;
  auto variable = world.environment("SBATCHLINT_SITE");
  return variable && !variable->empty() ? variable : std::nullopt;
}

// The doors of a profile; nothing where it has none.
Result<std::optional<Doors>> doors_of(const std::string& profile, const World& world) {
  const auto file = find_site(profile, world);
  if (!file) return file.error();
  return read_doors(file.value().toml, file.value().origin);
}

}  // namespace

Result<DoorPolicy> door_policy(const SubmitDoorArguments& arguments, const World& world) {
  const World bare = without_user(world);
  const auto profile = machine_profile(bare);
  if (!profile) return profile.error();
  DoorPolicy policy;
  policy.doors.binding = false;
  if (profile.value()) {
    auto doors = doors_of(*profile.value(), bare);
    if (!doors) return doors.error();
    if (doors.value()) policy.doors = std::move(*doors.value());
  }
  policy.binds = policy.doors.binding;
  if (policy.binds) {
    policy.arguments = machine_arguments(arguments, *profile.value(), bare);
    policy.world = bare;
    return policy;
  }
  policy.arguments = user_arguments(arguments);
  policy.world = world;
  if (const auto chosen = users_profile(arguments, world)) {
    auto doors = doors_of(*chosen, world);
    if (!doors) return doors.error();
    if (doors.value()) policy.doors = std::move(*doors.value());
  }
  return policy;
}

DoorRescue door_rescue(const SubmitDoorArguments& arguments, const World& world) {
  const auto machine = machine_profile(without_user(world));
  const bool has_own = !machine || machine.value();
  std::optional<std::string> name = machine ? machine.value() : machine_site(world);
  if (!name) name = users_profile(arguments, world);
  if (!name) return {};
  const Result<SiteFile> file = find_site(*name, has_own ? without_user(world) : world);
  DoorRescue rescue = file ? read_door_lines(file.value().toml) : DoorRescue{};
  rescue.fails_closed = rescue.fails_closed && rescue.mode == DoorMode::Block;
  return rescue;
}

}  // namespace sbatchlint::cli
