#include "hosts/cli/submit.h"

#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <utility>

#include "hosts/cli/site_files.h"

namespace sbatchlint::cli {
namespace {

// All of `text` as a number of at most `digits` digits.
std::optional<std::int64_t> number(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || text.front() == '-' || error != std::errc() || end != text.data() + text.size()) {
    return std::nullopt;
  }
  return value;
}

// The numbers of "2026-11-23T02:45:00" by their separators; absent ones are 0.
struct Fields {
  std::array<std::int64_t, 6> values{};
  std::size_t count = 0;
};

std::optional<Fields> split_time(std::string_view text) {
  constexpr std::string_view kSeparators = "--T::";
  Fields fields;
  while (fields.count < fields.values.size()) {
    const char separator = fields.count < kSeparators.size() ? kSeparators[fields.count] : '\0';
    const std::size_t end = std::min(text.find(separator), text.size());
    const auto value = number(text.substr(0, end));
    if (!value) return std::nullopt;
    fields.values[fields.count++] = *value;
    if (end == text.size()) return fields;
    text.remove_prefix(end + 1);
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::int64_t> parse_utc(std::string_view text) {
  if (const auto seconds = number(text)) return seconds;
  if (text.ends_with('Z')) text.remove_suffix(1);
  const std::optional<Fields> fields = split_time(text);
  if (!fields || fields->count < 3 || fields->count == 4) return std::nullopt;
  const auto& [year, month, day, hour, minute, second] = fields->values;
  constexpr std::int64_t kLastYear = 9999;
  if (year > kLastYear || month > 12 || day > 31 || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return ((days * 24 + hour) * 60 + minute) * 60 + second;
}

Result<ChosenSite> choose_site(const SubmitArguments& arguments, const World& world) {
  std::string name = "generic";
  std::string origin = "default";
  if (arguments.site) {
    name = *arguments.site;
    origin = "--site";
  } else if (const auto variable = world.environment("SBATCHLINT_SITE"); variable && !variable->empty()) {
    name = *variable;
    origin = "SBATCHLINT_SITE";
  } else if (const auto machine = machine_site(world)) {
    name = *machine;
    origin = "machine";
  }
  Result<Site> site = load_site(name, world);
  if (!site) return site.error();
  return ChosenSite{.site = std::move(site).value(), .origin = std::move(origin)};
}

Result<SubmitContext> submit_context(const SubmitArguments& arguments, const Site& site, const World& world) {
  SubmitContext context;
  context.release = site.release;
  context.plugin_options = site.plugin_options;
  context.arguments = arguments.sbatch_args;
  context.now = world.now();
  if (arguments.slurm_version) {
    context.release = parse_release(*arguments.slurm_version);
    if (!context.release) {
      return Error{.message = "`" + *arguments.slurm_version + "` is no release of Slurm: say 24.11", .place = {}};
    }
  }
  if (arguments.use_environment) {
    context.environment = world.environment_with("SBATCH_");
    for (auto& variable : world.environment_with("SLURM_")) context.environment.push_back(std::move(variable));
  }
  if (arguments.now) {
    const auto now = parse_utc(*arguments.now);
    if (!now) return Error{.message = "`" + *arguments.now + "` is no time: say 2026-11-23T02:45:00", .place = {}};
    context.now = *now;
  }
  return context;
}

}  // namespace sbatchlint::cli
