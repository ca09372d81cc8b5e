#include "hosts/cli/plan.h"

#include <algorithm>
#include <utility>

#include "hosts/cli/gitignore.h"

namespace sbatchlint::cli {
namespace {

constexpr std::size_t kLargestConfig = std::size_t{1} << 20U;

// The indices of the ignores whose pattern names the file or a folder that it lies in.
std::vector<std::size_t> ignores_of(const Config& config, const std::string& path) {
  std::vector<std::size_t> matching;
  for (std::size_t i = 0; i < config.path_ignores.size(); ++i) {
    const PathIgnores& ignores = config.path_ignores[i];
    const auto level = read_ignore_file(ignores.folder == "/" ? "" : ignores.folder, ignores.pattern, nullptr);
    if (!path.starts_with(level->folder + "/")) continue;
    bool matches = is_ignored(level.get(), path, false);
    for (std::size_t slash = path.rfind('/'); !matches && slash > level->folder.size();
         slash = path.rfind('/', slash - 1)) {
      matches = is_ignored(level.get(), path.substr(0, slash), true);
    }
    if (matches) matching.push_back(i);
  }
  return matching;
}

// Every name of a rule in the configuration has to be one; said with its line.
std::optional<Error> check_names(const Config& config) {
  const auto check = [](const std::string& rule, const std::string& origin) -> std::optional<Error> {
    auto error = check_selector(catalog(), rule);
    if (error) error->message = origin + ": " + error->message;
    return error;
  };
  for (const auto* list : {&config.select, &config.ignore}) {
    if (!*list) continue;
    for (const std::string& rule : (*list)->value) {
      if (auto error = check(rule, (*list)->origin)) return error;
    }
  }
  for (const ConfiguredLevel& level : config.levels) {
    if (auto error = check(level.rule, level.origin)) return error;
  }
  for (const PathIgnores& ignores : config.path_ignores) {
    for (const std::string& rule : ignores.rules) {
      if (auto error = check(rule, ignores.origin)) return error;
    }
  }
  return std::nullopt;
}

// The command line over the configuration. What the user selects there runs, whatever the project leaves out.
SelectionOptions selection_options(const Config& config, const std::vector<std::size_t>& ignores,
                                   const SelectionOptions& given) {
  SelectionOptions options;
  options.pedantic = given.pedantic || (config.pedantic && config.pedantic->value);
  options.select = given.select;
  if (given.select.empty()) {
    if (config.select) options.select = config.select->value;
    if (config.ignore) options.ignore = config.ignore->value;
    for (const std::size_t i : ignores) {
      const std::vector<std::string>& rules = config.path_ignores[i].rules;
      options.ignore.insert(options.ignore.end(), rules.begin(), rules.end());
    }
  }
  options.ignore.insert(options.ignore.end(), given.ignore.begin(), given.ignore.end());
  if (config.require_reason && config.require_reason->value) {
    options.levels.push_back({.selector = "SB009", .level = Level::Warning});
  }
  for (const ConfiguredLevel& level : config.levels) {
    const Level value = parse_level(level.level).value_or(Level::Warning);
    if (value != Level::Off || given.select.empty()) options.levels.push_back({.selector = level.rule, .level = value});
  }
  options.levels.insert(options.levels.end(), given.levels.begin(), given.levels.end());
  return options;
}

// The arguments that lead to the site, filled up from the configuration; the origin of what was filled in.
SubmitArguments with_config(SubmitArguments submit, const Config& config, const World& world, std::string& origin) {
  if (!submit.site && config.site) {
    const auto variable = world.environment("SBATCHLINT_SITE");
    const bool is_machine = config.site->origin.starts_with(kMachineConfig);
    if (!is_machine || !variable || variable->empty()) {
      submit.site = config.site->value;
      origin = config.site->origin;
    }
  }
  if (!submit.slurm_version && config.slurm_version) submit.slurm_version = config.slurm_version->value;
  return submit;
}

void set_threshold(Plan& plan, const CheckArguments& arguments) {
  plan.fail_on = Level::Warning;
  plan.fail_on_origin = "default";
  if (plan.config.fail_on) {
    plan.fail_on = parse_level(plan.config.fail_on->value);  // nothing for `never`
    plan.fail_on_origin = plan.config.fail_on->origin;
  }
  if (arguments.fail_on) {
    plan.fail_on = arguments.fail_on->level;
    plan.fail_on_origin = "--fail-on";
  }
}

}  // namespace

Result<Config> Planner::machine_config() const {
  const std::string path(kMachineConfig);
  if (world_.kind(path) != FileKind::Regular) return Config{};
  return load_config(path, [this](const std::string& file) { return world_.read_file(file, kLargestConfig); });
}

Result<Planner::Shared> Planner::read_config(const std::string& path) {
  Result<Config> machine = machine_config();
  if (!machine) return machine.error();
  Config config = std::move(machine).value();
  if (!path.empty()) {
    Result<Config> own =
        load_config(path, [this](const std::string& file) { return world_.read_file(file, kLargestConfig); });
    if (!own) return own.error();
    config = merged(std::move(config), std::move(own).value());
  }
  if (auto error = check_names(config)) return std::move(*error);
  return std::make_shared<const Config>(std::move(config));
}

Result<Planner::Shared> Planner::config_of(const std::string& folder) {
  if (const auto known = configs_.find(folder); known != configs_.end()) return known->second;
  const std::string path = (folder == "/" ? "" : folder) + "/" + std::string(kConfigName);
  const auto find = [&]() -> Result<Shared> {
    if (world_.kind(path) != FileKind::Missing) return read_config(path);
    if (folder == "/" || folder.empty()) return read_config({});
    return config_of(folder.substr(0, std::max<std::size_t>(folder.rfind('/'), 1)));
  };
  Result<Shared> config = find();
  if (config) configs_.emplace(folder, config.value());
  return config;
}

Result<const Plan*> Planner::plan_for(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  const std::string written = slash == std::string::npos ? "." : path.substr(0, std::max<std::size_t>(slash, 1));
  auto folder = folders_.find(written);
  if (folder == folders_.end()) folder = folders_.emplace(written, world_.absolute(written).value_or("/")).first;

  Result<Shared> config = std::make_shared<const Config>();
  if (arguments_.config.file) {
    const auto known = configs_.find({});
    const auto file = world_.absolute(*arguments_.config.file);
    config =
        known != configs_.end() ? Result<Shared>(known->second) : read_config(file.value_or(*arguments_.config.file));
    if (config) configs_.emplace("", config.value());
  } else if (!arguments_.config.none) {
    config = config_of(folder->second);
  } else if (const auto known = configs_.find({}); known != configs_.end()) {
    config = known->second;
  } else {
    configs_.emplace("", config.value());
  }
  if (!config) return config.error();

  const std::string absolute = folder->second + "/" + path.substr(slash == std::string::npos ? 0 : slash + 1);
  std::pair<Shared, std::vector<std::size_t>> key(config.value(), ignores_of(*config.value(), absolute));
  if (const auto known = by_key_.find(key); known != by_key_.end()) return known->second;
  Result<std::unique_ptr<Plan>> plan = make(*key.first, key.second);
  if (!plan) return plan.error();
  plans_.push_back(std::move(plan).value());
  by_key_.emplace(std::move(key), plans_.back().get());
  return plans_.back().get();
}

Result<std::unique_ptr<Plan>> Planner::make(const Config& config, const std::vector<std::size_t>& ignores) const {
  auto plan = std::make_unique<Plan>();
  plan->config = config;
  std::string origin;
  const SubmitArguments submit = with_config(arguments_.submit, config, world_, origin);
  Result<ChosenSite> site = choose_site(submit, world_);
  if (!site) return origin.empty() ? site.error() : Error{.message = origin + ": " + site.error().message, .place = {}};
  plan->site = std::move(site).value();
  if (!origin.empty()) plan->site.origin = origin;
  Result<SubmitContext> context = submit_context(submit, plan->site.site, world_);
  if (!context) return context.error();
  plan->catalog = std::make_unique<const SiteCatalog>(catalog(), plan->site.site);
  Result<Selection> selection =
      select_rules(plan->catalog->entries(), selection_options(config, ignores, arguments_.selection), plan->site.site);
  if (!selection) return selection.error();
  plan->selection = std::move(selection).value();
  set_threshold(*plan, arguments_);
  plan->options = {
      .site = &plan->site.site, .selection = &plan->selection, .submit = std::move(context).value(), .read_beside = {}};
  return plan;
}

}  // namespace sbatchlint::cli
