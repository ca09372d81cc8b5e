// What a file is held against: the configuration that governs it, and what follows from that and the command line.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "config/config.h"
#include "hosts/cli/arguments.h"
#include "hosts/cli/inputs.h"
#include "hosts/cli/submit.h"
#include "hosts/world/world.h"
#include "lint/engine.h"
#include "lint/selection.h"
#include "lint/site_rules.h"
#include "text/result.h"

namespace sbatchlint::cli {

inline constexpr std::string_view kConfigName = ".sbatchlint.toml";
inline constexpr std::string_view kMachineConfig = "/etc/sbatchlint/config.toml";

// Files with the same configuration and the same ignores share one. `options` points into it.
struct Plan {
  Config config;
  ChosenSite site;
  std::unique_ptr<const SiteCatalog> catalog;  // the rules there are, the site's own among them
  Selection selection;
  std::optional<Level> fail_on;  // nothing: never
  std::string fail_on_origin;
  CheckOptions options;
};

// Finds the configuration of each file: the nearest `.sbatchlint.toml` in its folder or above, or what --config names,
// over the machine's. Reads each of them once.
class Planner {
 public:
  // Both have to outlive it.
  Planner(const CheckArguments& arguments, const World& world) : arguments_(arguments), world_(world) {}

  // An Error where the configuration, the site or a rule's name cannot be used. The plan lives as long as the Planner.
  [[nodiscard]] Result<const Plan*> plan_for(const std::string& path);

  // In the order they were made.
  [[nodiscard]] const std::vector<std::unique_ptr<Plan>>& plans() const { return plans_; }

 private:
  using Shared = std::shared_ptr<const Config>;

  [[nodiscard]] Result<Shared> config_of(const std::string& folder);
  [[nodiscard]] Result<Shared> read_config(const std::string& path);
  [[nodiscard]] Result<Config> machine_config() const;
  [[nodiscard]] Result<std::unique_ptr<Plan>> make(const Config& config, const std::vector<std::size_t>& ignores) const;

  const CheckArguments& arguments_;
  const World& world_;
  std::map<std::string, std::string> folders_;  // as written, and absolute
  std::map<std::string, Shared> configs_;       // by absolute folder
  std::map<std::pair<Shared, std::vector<std::size_t>>, const Plan*> by_key_;
  std::vector<std::unique_ptr<Plan>> plans_;
};

}  // namespace sbatchlint::cli
