// SB202 suspicious-time-unit. Why, and examples: the page beside this file.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "job/job.h"
#include "job/mistakes.h"
#include "job/placement.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "text/ascii.h"

namespace sbatchlint::rules {
namespace {

// `24` or `24:00`: the first number, and whether a second one follows.
struct ShortTime {
  std::uint32_t first = 0;
  bool has_seconds = false;
};

std::optional<ShortTime> short_time(std::string_view text) {
  ShortTime time;
  const char* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, time.first);
  if (read.ec != std::errc()) return std::nullopt;
  if (read.ptr == end) return time;
  time.has_seconds = true;
  std::uint32_t seconds = 0;
  const auto rest = std::from_chars(read.ptr + 1, end, seconds);
  if (*read.ptr != ':' || rest.ec != std::errc() || rest.ptr != end || seconds != 0) return std::nullopt;
  return time;
}

// Numbers that people use for hours, and hardly ever for minutes. `30`, `60` and `30:00` are minutes to most.
bool looks_like_hours(const ShortTime& time) {
  constexpr std::uint32_t kBare[] = {24, 36, 48, 72, 96, 168};
  constexpr std::uint32_t kWithSeconds[] = {8, 12, 18, 24, 36, 48, 72, 96, 168};
  if (time.has_seconds) return std::ranges::find(kWithSeconds, time.first) != std::end(kWithSeconds);
  return std::ranges::find(kBare, time.first) != std::end(kBare);
}

// The comment on the option's line; empty where there is none.
std::string_view remark_beside(const Job& job, const OptionUse& use) {
  const auto line = std::ranges::find(job.directives.lines, use.line, &DirectiveLine::line);
  const bool found = line != job.directives.lines.end() && line->comment;
  return found ? job.source.slice(*line->comment) : std::string_view();
}

// "24 hours", "24h": the remark takes the number for hours.
bool says_hours(std::string_view remark, std::uint32_t number) {
  const std::string digits = std::to_string(number);
  for (auto at = remark.find(digits); at != std::string_view::npos; at = remark.find(digits, at + 1)) {
    if (at > 0 && is_digit(remark[at - 1])) continue;
    std::string_view rest = remark.substr(at + digits.size());
    rest.remove_prefix(std::min(rest.find_first_not_of(" -"), rest.size()));
    if (rest.starts_with("hour") || rest.starts_with("Hour") || rest.starts_with("hr")) return true;
    if (rest == "h" || rest.starts_with("h ") || rest.starts_with("h,") || rest.starts_with("h)")) return true;
  }
  return false;
}

void suspicious_time_unit(const Job& job, Report& report) {
  for (const Component& part : job.request.components) {
    const OptionUse* use = part.effective("time");
    if (use == nullptr || !is_written_in(part, *use) || !use->parsed.value || !part.time.known()) continue;
    const Word& value = *use->parsed.value;
    const auto time = value.known() ? short_time(value.text) : std::nullopt;
    if (!time || time->first == 0) continue;
    const std::string_view remark = remark_beside(job, *use);
    const bool said = says_hours(remark, time->first);
    const bool knows = remark.find("min") != std::string_view::npos;
    if (!said && (knows || !looks_like_hours(*time))) continue;
    const std::string hours = concat(time->first, ":00:00");
    auto finding = report.at(value.span, "`{}` is {}, not {} {}", value.text, in_words(part.time.value()), time->first,
                             time->first == 1 ? "hour" : "hours");
    finding.help("a single number counts minutes, two are minutes and seconds")
        .fix({.title = concat("Write `", hours, "`"),
              .safety = Safety::Suggest,
              .edits = {{.span = value.span, .text = hours}}});
    if (said) finding.level(Level::Warning);
  }
}

}  // namespace

extern constinit const Rule SB202_suspicious_time_unit{
    .code = "SB202",
    .name = "suspicious-time-unit",
    .group = Group::Request,
    .level = Level::Note,
    .confidence = Confidence::Medium,
    .fixes = Fixes::Always,
    .check = suspicious_time_unit,
};

}  // namespace sbatchlint::rules
