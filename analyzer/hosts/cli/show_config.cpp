// show config: what a check would be held against, and who chose it.
#include <nlohmann/json.hpp>
#include <vector>

#include "hosts/cli/show.h"
#include "output/display.h"

namespace sbatchlint::cli {
namespace {

// A line of the table; `json` is its value there.
struct ConfigRow {
  std::string name;
  std::string value;
  std::string origin;
  Json json;
};

// Decision of SubmitContext::release, in words.
ConfigRow release_row(const Plan& plan, const SubmitArguments& arguments) {
  const std::optional<Release>& release = plan.options.submit.release;
  const Site& site = plan.site.site;
  if (!release) {
    return {.name = "slurm-version", .value = "any", .origin = "site " + site.name + " names none", .json = Json()};
  }
  std::string value(release_name(*release));
  std::string written = site.release_as_written;
  std::string origin = "site " + site.name;
  if (plan.config.slurm_version) {
    written = plan.config.slurm_version->value;
    origin = plan.config.slurm_version->origin;
  }
  if (arguments.slurm_version) {
    written = *arguments.slurm_version;
    origin = "--slurm-version";
  }
  const Json json = value;
  if (written != value && !written.empty()) value += " (" + written + ")";
  return {.name = "slurm-version", .value = std::move(value), .origin = std::move(origin), .json = json};
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

void add_flag(std::vector<ConfigRow>& rows, const char* name, const std::optional<Configured<bool>>& flag) {
  const bool value = flag && flag->value;
  rows.push_back(
      {.name = name, .value = value ? "true" : "false", .origin = flag ? flag->origin : "default", .json = value});
}

void add_list(std::vector<ConfigRow>& rows, const char* name,
              const std::optional<Configured<std::vector<std::string>>>& list) {
  if (list) rows.push_back({.name = name, .value = listed(list->value), .origin = list->origin, .json = list->value});
}

std::vector<ConfigRow> config_rows(const Plan& plan, const SubmitArguments& arguments) {
  const Config& config = plan.config;
  std::vector<ConfigRow> rows;
  const std::string site = plan.site.site.name;
  const std::string fail_on(plan.fail_on ? level_name(*plan.fail_on) : "never");
  rows.push_back({.name = "site", .value = site, .origin = plan.site.origin, .json = site});
  rows.push_back(release_row(plan, arguments));
  rows.push_back({.name = "fail-on", .value = fail_on, .origin = plan.fail_on_origin, .json = fail_on});
  add_flag(rows, "pedantic", config.pedantic);
  add_flag(rows, "require-reason", config.require_reason);
  if (config.baseline) {
    const auto& [value, origin] = *config.baseline;
    rows.push_back({.name = "baseline", .value = value, .origin = origin, .json = value});
  }
  add_list(rows, "select", config.select);
  add_list(rows, "ignore", config.ignore);
  for (const ConfiguredLevel& level : config.levels) {
    rows.push_back({.name = "levels." + level.rule, .value = level.level, .origin = level.origin, .json = level.level});
  }
  for (const PathIgnores& ignores : config.path_ignores) {
    rows.push_back({.name = "per-path-ignores.\"" + ignores.pattern + "\"",
                    .value = listed(ignores.rules),
                    .origin = ignores.origin,
                    .json = ignores.rules});
  }
  return rows;
}

}  // namespace

std::string config_text(const Plan& plan, const SubmitArguments& arguments) {
  std::string text = "files: " + (plan.config.files.empty() ? "none" : listed(plan.config.files)) + "\n";
  std::vector<ConfigRow> rows = config_rows(plan, arguments);
  std::size_t width = 0;
  for (const ConfigRow& row : rows) width = std::max(width, row.name.size());
  for (ConfigRow& row : rows) {
    row.name.resize(width, ' ');
    text += row.name + "  " + row.value + "  (" + row.origin + ")\n";
  }
  std::string shown;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    shown += visible(text.substr(at, end - at)) + "\n";
    at = end + 1;
  }
  return shown;
}

Json config_json(const Plan& plan, const SubmitArguments& arguments) {
  Json json = {{"files", plan.config.files}};
  for (const ConfigRow& row : config_rows(plan, arguments)) {
    std::string key = row.name == "slurm-version" ? "slurm_version" : row.name;
    json[key] = {{"value", row.json}, {"origin", row.origin}};
  }
  return json;
}

}  // namespace sbatchlint::cli
