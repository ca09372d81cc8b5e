#include "slurm/values/time.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>

#include "slurm/values/text.h"
#include "text/ascii.h"

namespace sbatchlint {
namespace {

constexpr std::uint32_t kSecondsPerMinute = 60;
constexpr std::uint32_t kSecondsPerHour = 3600;
constexpr std::uint32_t kSecondsPerDay = 86400;

// Runs of digits, dashes and colons: what Slurm's grammar check counts.
struct Shape {
  int runs = 0;
  int dashes = 0;
  int colons = 0;
};

// Slurm: _is_valid_timespec.
std::optional<Shape> shape_of(std::string_view text) {
  Shape shape;
  bool in_run = false;
  for (const char c : text) {
    if (is_digit(c)) {
      shape.runs += in_run ? 0 : 1;
      in_run = true;
      continue;
    }
    in_run = false;
    if (c == '-' && shape.colons == 0) {
      ++shape.dashes;
    } else if (c == ':') {
      ++shape.colons;
    } else {
      return {};
    }
  }
  const bool enough_runs = shape.runs > 0 && (shape.colons == 0 || shape.runs > shape.colons + shape.dashes);
  if (!enough_runs || shape.dashes > 1 || shape.colons > 2) return {};
  return shape;
}

// Up to four numbers with the separators between them, as sscanf("%d-%d:%d:%d") and ("%d:%d:%d") read them; what does
// not match is left 0. The numbers wrap to 32 bits.
struct Fields {
  std::array<std::uint32_t, 4> numbers{};
  std::size_t count = 0;
};

Fields scan(std::string_view text, std::string_view separators) {
  Fields fields;
  while (fields.count < fields.numbers.size()) {
    const LeadingInteger number = read_integer(text);
    if (number.length == 0) break;
    fields.numbers[fields.count] = static_cast<std::uint32_t>(number.value);
    text.remove_prefix(number.length);
    if (fields.count == separators.size() || !text.starts_with(separators[fields.count])) {
      ++fields.count;
      break;
    }
    text.remove_prefix(1);
    ++fields.count;
  }
  return fields;
}

std::string show(std::int64_t days, std::int64_t hours, std::int64_t minutes, std::int64_t seconds) {
  if (days < 0 || hours < 0 || minutes < 0 || seconds < 0) return "INVALID";
  if (days != 0) return fmt::format("{}-{:02}:{:02}:{:02}", days, hours, minutes, seconds);
  return fmt::format("{:02}:{:02}:{:02}", hours, minutes, seconds);
}

}  // namespace

Seconds read_seconds(std::string_view text) {
  if (text == "-1" || equals_ignoring_case(text, "infinite") || equals_ignoring_case(text, "unlimited")) {
    return kInfinite;
  }
  const auto shape = shape_of(text);
  if (!shape) return kNoValue;
  std::uint32_t seconds = 0;
  if (shape->dashes > 0) {
    const auto [day, hour, minute, second] = scan(text, "-::").numbers;
    seconds = day * kSecondsPerDay + hour * kSecondsPerHour + minute * kSecondsPerMinute + second;
  } else {
    const Fields fields = scan(text, "::");
    const auto [first, second, third, unused] = fields.numbers;
    seconds = fields.count == 3 ? first * kSecondsPerHour + second * kSecondsPerMinute + third
                                : first * kSecondsPerMinute + second;
  }
  return static_cast<Seconds>(seconds);
}

std::int32_t read_minutes(std::string_view text) {
  const Seconds seconds = read_seconds(text);
  if (seconds == kInfinite || seconds == kNoValue) return seconds;
  const auto rounded = static_cast<std::int32_t>(static_cast<std::uint32_t>(seconds) + kSecondsPerMinute - 1);
  return rounded / static_cast<std::int32_t>(kSecondsPerMinute);
}

std::string show_minutes(std::uint32_t minutes) {
  if (minutes == static_cast<std::uint32_t>(kInfinite)) return "UNLIMITED";
  return show(minutes / 1440, minutes / 60 % 24, minutes % 60, 0);
}

std::string show_seconds(std::int64_t seconds) {
  if (seconds == static_cast<std::uint32_t>(kInfinite)) return "UNLIMITED";
  return show(seconds / kSecondsPerDay, seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
}

}  // namespace sbatchlint
