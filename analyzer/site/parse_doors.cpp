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
  rescue.log = table.text("log");
  if (!rescue.log.empty() && rescue.log != "syslog" && !rescue.log.starts_with('/')) {
    table.fail("log", fmt::format("{} has to be `syslog` or a path from the root", table.in_words("log")));
  }
}

// [doors] under the shortest profile there can be, each line where it stands in `toml`.
std::string doors_alone(const DoorLines& lines) {
  constexpr std::string_view kHead = "schema = 1\nsite = { name = \"doors\" }\n";
  constexpr std::size_t kHeadLines = 3;  // with the table's own
  std::string text(kHead);
  text.append(std::max(lines.before, kHeadLines) - kHeadLines, '\n');
  text += "[doors]\n";
  return text += lines.text;
}

}  // namespace

Result<std::optional<Doors>> read_doors(std::string_view toml, std::string_view file_name) {
  const auto lines = find_door_lines(toml);
  if (!lines) return std::optional<Doors>();
  auto site = parse_site(doors_alone(*lines), file_name);
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
