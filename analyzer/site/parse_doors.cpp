// Reads [doors] of a profile.
#include <algorithm>
#include <cstddef>
#include <utility>

#include "site/doors.h"
#include "site/parse_site.h"

namespace sbatchlint {

namespace {

// Keys with a default of their own.
bool flag_or(ProfileTable& table, std::string_view key, bool usual) {
  const bool given = table.has(key);
  const bool value = table.flag(key);
  return given ? value : usual;
}

void read_rescue(ProfileTable& table, DoorRescue& rescue) {
  static constexpr std::string_view kModes[] = {"observe", "warn", "block"};
  static constexpr std::string_view kWays[] = {"open", "closed"};
  const std::string mode = table.choice("mode", kModes);
  if (mode == "observe") rescue.mode = DoorMode::Observe;
  if (mode == "warn") rescue.mode = DoorMode::Warn;
  rescue.fails_closed = table.choice("when_broken", kWays) == "closed";
  const auto budget = table.count("time_budget_ms");
  constexpr std::uint64_t kLongest = 600'000;
  if (budget && (*budget == 0 || *budget > kLongest)) {
    table.fail("time_budget_ms",
               fmt::format("{} has to lie between 1 and {}", table.in_words("time_budget_ms"), kLongest));
  }
  if (budget) rescue.time_budget_ms = *budget;
}

// The lines of [doors] under the shortest profile there can be, each on the line where it stands in `toml`.
std::string doors_alone(std::string_view toml) {
  std::string text = "schema = 1\nsite = { name = \"doors\" }\n";
  bool inside = false;
  bool found = false;
  for (std::size_t at = 0, line = 1; at < toml.size(); ++line) {
    const std::size_t end = std::min(toml.find('\n', at), toml.size());
    const std::string_view here = toml.substr(at, end - at);
    at = end + 1;
    const std::size_t first = here.find_first_not_of(" \t");
    if (first != std::string_view::npos && here[first] == '[') inside = here.substr(first).starts_with("[doors]");
    if (inside) text += here;
    found = found || inside;
    if (line > 2) text += '\n';
  }
  return found ? text : std::string();
}

}  // namespace

Result<std::optional<Doors>> read_doors(std::string_view toml, std::string_view file_name) {
  const std::string text = doors_alone(toml);
  if (text.empty()) return std::optional<Doors>();
  auto site = parse_site(text, file_name);
  if (!site) return site.error();
  return std::move(site.value().doors);
}

void read_profile_doors(ProfileTable& root, Site& site) {
  static constexpr std::string_view kLevels[] = {"note", "warning", "error"};
  root.table("doors", [&](ProfileTable& table) {
    Doors doors;
    read_rescue(table, doors.rescue);
    const std::string fail_on = table.choice("fail_on", kLevels);
    if (!fail_on.empty()) doors.fail_on = fail_on;
    doors.binding = flag_or(table, "binding", doors.binding);
    doors.allow_force = flag_or(table, "allow_force", doors.allow_force);
    doors.command_lines = table.flag("command_lines");
    doors.exempt = table.condition("exempt");
    doors.log = table.text("log");
    if (!doors.log.empty() && doors.log != "syslog" && !doors.log.starts_with('/')) {
      table.fail("log", fmt::format("{} has to be `syslog` or a path from the root", table.in_words("log")));
    }
    doors.sbatch = table.text("sbatch");
    if (!doors.sbatch.empty() && !doors.sbatch.starts_with('/')) {
      table.fail("sbatch", fmt::format("{} has to be a path from the root", table.in_words("sbatch")));
    }
    doors.docs = table.text("docs");
    if (!doors.docs.empty() && !doors.docs.ends_with('/')) doors.docs += '/';
    (void)table.source();
    site.doors = std::move(doors);
  });
}

}  // namespace sbatchlint
