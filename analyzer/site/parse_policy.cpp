// Reads what a profile says of the site's wishes.
#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "options/option_spec.h"
#include "site/parse_site.h"
#include "text/nearest.h"

namespace sbatchlint {

namespace {

constexpr std::string_view kQuantities[] = {"time",          "nodes",  "tasks",      "cpus",     "gpus",
                                            "gpus_per_node", "memory", "array_size", "node_time"};

constexpr std::string_view kLevelWords[] = {"off", "note", "warning", "error"};

// Names are printed as they are, by every format.
bool is_rule_name(std::string_view name) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789-";
  return !name.empty() && name.find_first_not_of(kLetters) == std::string_view::npos;
}

bool is_rule_code(std::string_view code) {
  return code.size() == 5 && code.starts_with("SB") &&
         std::ranges::all_of(code.substr(2), [](char c) { return '0' <= c && c <= '9'; });
}

// `option` has to be one of sbatch's, or one that the site's plugins add.
void check_option(ProfileTable& table, std::string_view key, const std::string& option, const Site& site) {
  if (std::ranges::find(site.plugin_options, option) != site.plugin_options.end()) return;
  const auto options = option_table(Tool::Sbatch);
  if (std::ranges::find(options, option, &OptionSpec::name) != options.end()) return;
  std::vector<std::string_view> names;
  for (const OptionSpec& spec : options) names.push_back(spec.name);
  const auto meant = nearest(option, names);
  table.fail(key, fmt::format("`{}` is no option of sbatch{}", option,
                              meant ? fmt::format("; did you mean `{}`?", *meant) : std::string()));
}

RequiredOption read_require(ProfileTable& table, const Site& site) {
  RequiredOption required;
  const std::string one = table.text("option");
  if (!one.empty()) required.options.push_back(one);
  for (std::string& option : table.texts("any_of")) required.options.push_back(std::move(option));
  if (required.options.empty()) table.fail("option", fmt::format("{} needs an `option`", table.where()));
  for (const std::string& option : required.options)
    check_option(table, one.empty() ? "any_of" : "option", option, site);
  required.policy = table.policy("error");
  return required;
}

ForbiddenOption read_forbid(ProfileTable& table, const Site& site) {
  ForbiddenOption forbidden;
  forbidden.option = table.required_text("option");
  if (!forbidden.option.empty()) check_option(table, "option", forbidden.option, site);
  forbidden.values = table.texts("values");
  forbidden.policy = table.policy("error");
  return forbidden;
}

std::optional<Quantity> read_quantity(ProfileTable& table, std::string_view key) {
  const std::string word = table.choice(key, kQuantities);
  if (word.empty()) table.fail(key, fmt::format("{} has to be given", table.in_words(key)));
  const auto* found = std::ranges::find(kQuantities, word);
  if (found == std::end(kQuantities)) return std::nullopt;
  return static_cast<Quantity>(found - std::begin(kQuantities));
}

Limit read_limit(ProfileTable& table) {
  Limit limit;
  limit.of = read_quantity(table, "of").value_or(Quantity::Gpus);
  limit.min = read_amount(table, "min", limit.of);
  limit.max = read_amount(table, "max", limit.of);
  if (!limit.min && !limit.max) table.fail("max", fmt::format("{} needs a `min` or a `max`", table.where()));
  limit.policy = table.policy("error");
  return limit;
}

// [[91, "2:00:00"], [183, "6:00:00"]] as tables: { up_to = 91, max = "02:00:00" }.
StepLimit read_steps(ProfileTable& table) {
  StepLimit limit;
  limit.of = read_quantity(table, "of").value_or(Quantity::Time);
  limit.by = read_quantity(table, "by").value_or(Quantity::Nodes);
  table.tables("steps", [&](ProfileTable& step) {
    SizeStep read{.up_to = read_amount(step, "up_to", limit.by).value_or(0),
                  .max = read_amount(step, "max", limit.of).value_or(0)};
    if (!step.has("up_to") || !step.has("max")) step.fail("max", "a step needs `up_to` and `max`");
    if (!limit.steps.empty() && read.up_to <= limit.steps.back().up_to) {
      step.fail("up_to", fmt::format("the step up to {} overlaps the one before it, up to {}", read.up_to,
                                     limit.steps.back().up_to));
    }
    limit.steps.push_back(read);
  });
  if (limit.steps.empty()) table.fail("steps", fmt::format("{} needs `steps`", table.where()));
  limit.policy = table.policy("error");
  return limit;
}

Ratio read_ratio(ProfileTable& table) {
  Ratio ratio;
  ratio.cpus = table.count("cpus_per_gpu");
  ratio.memory = table.memory("memory_per_gpu");
  ratio.policy = table.policy("note");
  return ratio;
}

SiteLevel read_level(ProfileTable& table) {
  SiteLevel level;
  level.code = table.required_text("rule");
  if (!is_rule_code(level.code)) {
    table.fail("rule", fmt::format("`{}` is not a rule's code such as `SB201`", level.code));
  }
  level.level = table.choice("level", kLevelWords);
  if (level.level.empty()) table.fail("level", fmt::format("`level` of {} has to be given", table.where()));
  level.reason = table.text("reason");
  level.source = table.source();
  return level;
}

SiteRule read_rule(ProfileTable& table) {
  SiteRule rule;
  rule.line = table.line();
  rule.code = table.required_text("code");
  if (!is_rule_code(rule.code) || rule.code[2] != '9' || rule.code == "SB900") {
    table.fail("code", fmt::format("`{}` is not a code from SB901 to SB999", rule.code));
  }
  rule.name = table.required_text("name");
  if (!is_rule_name(rule.name)) table.fail("name", fmt::format("`{}` is not words joined by dashes", rule.name));
  rule.message = table.required_text("message");
  rule.help = table.text("help");
  rule.docs = table.text("docs");
  rule.level = table.choice("level", kLevelWords);
  if (rule.level.empty()) rule.level = "warning";
  rule.when = table.condition("when");
  for (const std::string& command : table.texts("commands")) {
    auto pattern = compile_command_pattern(command);
    if (pattern) {
      rule.commands.push_back(std::move(pattern).value());
    } else {
      table.fail("commands", pattern.error().message);
    }
  }
  if (rule.when.steps.empty() && rule.commands.empty()) {
    table.fail("when", fmt::format("{} needs `when` or `commands`", table.where()));
  }
  rule.bad = table.texts("bad");
  rule.good = table.texts("good");
  rule.source = table.source();
  return rule;
}

// Entries given here stand before the inherited ones.
template <typename T, typename Read>
void prepend(ProfileTable& table, std::string_view key, std::vector<T>& all, Read read) {
  std::vector<T> here;
  table.tables(key, [&](ProfileTable& entry) { here.push_back(read(entry)); });
  all.insert(all.begin(), std::make_move_iterator(here.begin()), std::make_move_iterator(here.end()));
}

void read_gpu_policy(ProfileTable& table, Site& site) {
  static constexpr std::string_view kSpellings[] = {"gres", "gpus", "gpus-per-node", "gpus-per-task",
                                                    "gpus-per-socket"};
  static constexpr std::string_view kTypes[] = {"optional", "required", "forbidden"};
  site.gpu_spellings = table.choices("spellings", kSpellings);
  const std::string type = table.choice("type", kTypes);
  if (type == "required") site.gpu_type = TypeRule::Required;
  if (type == "forbidden") site.gpu_type = TypeRule::Forbidden;
  site.gpu_policy = table.policy("error");
}

void read_launcher_policy(ProfileTable& table, Site& site) {
  site.preferred_launcher = table.required_text("prefer");
  site.discouraged_launchers = table.texts("avoid");
  site.launcher_policy = table.policy("warning");
}

}  // namespace

std::string_view quantity_name(Quantity quantity) { return kQuantities[static_cast<std::size_t>(quantity)]; }

std::optional<std::uint64_t> read_amount(ProfileTable& table, std::string_view key, Quantity of) {
  if (of == Quantity::Time || of == Quantity::NodeMinutes) {
    const auto time = table.minutes(key);
    if (!time) return std::nullopt;
    return time->is_unlimited ? kUnlimited : time->count;
  }
  if (of == Quantity::Memory) {
    const auto memory = table.memory(key);
    if (!memory) return std::nullopt;
    return memory->count;
  }
  return table.count(key);
}

void read_profile_policy(ProfileTable& policy, Site& site) {
  if (policy.has("gpu_expected")) site.gpu_platform = policy.flag("gpu_expected");
  (void)policy.find("gpu_expected");
  if (policy.has("off_peak_wanted")) site.off_peak_wanted = policy.flag("off_peak_wanted");
  (void)policy.find("off_peak_wanted");
  (void)policy.source();
  prepend(policy, "require", site.required, [&](ProfileTable& table) { return read_require(table, site); });
  prepend(policy, "forbid", site.forbidden, [&](ProfileTable& table) { return read_forbid(table, site); });
  prepend(policy, "limit", site.limits, read_limit);
  prepend(policy, "step", site.steps, read_steps);
  prepend(policy, "ratio", site.ratios, read_ratio);
  prepend(policy, "level", site.levels, read_level);
  policy.table("gpu_request", [&](ProfileTable& table) { read_gpu_policy(table, site); });
  policy.table("launcher", [&](ProfileTable& table) { read_launcher_policy(table, site); });
  std::set<std::string> codes;
  prepend(policy, "rule", site.rules, [&](ProfileTable& table) {
    SiteRule rule = read_rule(table);
    if (!codes.insert(rule.code).second) table.fail("code", fmt::format("`{}` is given twice", rule.code));
    std::erase_if(site.rules, [&](const SiteRule& inherited) { return inherited.code == rule.code; });
    return rule;
  });
}

void read_profile_examples(ProfileTable& root, Site& site) {
  root.tables("example", [&](ProfileTable& table) {
    SiteExample example{.title = table.required_text("title"),
                        .script = table.required_text("script"),
                        .codes = table.texts("finds"),
                        .line = table.line(),
                        .source = table.source()};
    for (const std::string& code : example.codes) {
      if (!is_rule_code(code)) table.fail("finds", fmt::format("`{}` is not a rule's code such as `SB201`", code));
    }
    site.examples.push_back(std::move(example));
  });
}

}  // namespace sbatchlint
