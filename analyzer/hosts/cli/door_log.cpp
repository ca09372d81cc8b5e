#include "hosts/cli/door_log.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>

#include <fmt/format.h>

#include "output/display.h"

namespace sbatchlint::cli {
namespace {

constexpr std::array<std::string_view, 5> kVerdicts = {"clean", "findings", "block", "unseen", "broken"};
constexpr std::size_t kLongestText = 200;

// A text of the user within quotes: on one line, without quotes of its own.
std::string quoted(std::string_view text) {
  std::string shown = visible(text.substr(0, kLongestText));
  std::ranges::replace(shown, '"', '\'');
  return "\"" + shown + "\"";
}

// "2026-11-27T20:15:00Z"
std::string utc(std::int64_t seconds) {
  const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", static_cast<int>(date.year()),
                     static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count());
}

}  // namespace

std::string door_line(const DoorRecord& record, unsigned user) {
  std::string line = fmt::format(
      "door={} action={} verdict={} mode={} user={} tool={} site={} errors={} warnings={} codes={} exempt={} "
      "ms={} script={}",
      record.door, record.submitted ? "submit" : "refuse", kVerdicts[static_cast<std::size_t>(record.verdict)],
      door_mode_name(record.mode), user, record.tool, record.site.empty() ? "-" : record.site, record.errors,
      record.warnings, record.codes.empty() ? "-" : record.codes, record.exempt ? "yes" : "no", record.took_ms,
      quoted(record.script));
  if (!record.forced.empty()) line += " forced=" + quoted(record.forced);
  if (!record.why.empty()) line += " why=" + quoted(record.why);
  return line;
}

void write_door_log(const DoorRecord& record, const std::string& log, const World& world) {
  if (log.empty()) return;
  const std::string line = door_line(record, world.user());
  if (log == "syslog") return world.tell_syslog(line);
  (void)world.append_line(log, utc(world.now()) + " sbatchlint: " + line);
}

}  // namespace sbatchlint::cli
