#include "site/doors.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <iterator>
#include <system_error>

namespace sbatchlint {

namespace {

constexpr std::array<std::string_view, 3> kModeNames = {"observe", "warn", "block"};

std::string_view without_blanks(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r";
  const std::size_t begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

// `"warn"   # for now` is warn, `2_000` is 2_000.
std::string_view plain_value(std::string_view text) {
  text = without_blanks(text);
  if (!text.empty() && (text.front() == '"' || text.front() == '\'')) {
    const std::size_t end = text.find(text.front(), 1);
    return text.substr(1, (end == std::string_view::npos ? text.size() : end) - 1);
  }
  return without_blanks(text.substr(0, text.find('#')));
}

void read_line(std::string_view key, std::string_view value, DoorRescue& rescue) {
  if (key == "mode") {
    const auto* mode = std::ranges::find(kModeNames, value);
    if (mode != kModeNames.end()) rescue.mode = static_cast<DoorMode>(mode - kModeNames.begin());
  } else if (key == "when_broken") {
    rescue.fails_closed = value == "closed";
  } else if (key == "time_budget_ms") {
    std::string digits;
    std::ranges::copy_if(value, std::back_inserter(digits), [](char c) { return c != '_'; });
    std::uint64_t milliseconds = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), milliseconds);
    const bool whole = error == std::errc() && end == digits.data() + digits.size();
    if (whole && milliseconds > 0) rescue.time_budget_ms = milliseconds;
  }
}

}  // namespace

std::string_view door_mode_name(DoorMode mode) { return kModeNames[static_cast<std::size_t>(mode)]; }

DoorRescue read_door_lines(std::string_view toml) {
  DoorRescue rescue;
  bool inside = false;
  for (std::size_t at = 0; at < toml.size();) {
    const std::size_t end = std::min(toml.find('\n', at), toml.size());
    const std::string_view line = without_blanks(toml.substr(at, end - at));
    at = end + 1;
    if (line.starts_with('[')) {
      inside = line.starts_with("[doors]");
    } else if (const std::size_t equals = line.find('='); inside && equals != std::string_view::npos) {
      read_line(without_blanks(line.substr(0, equals)), plain_value(line.substr(equals + 1)), rescue);
    }
  }
  return rescue;
}

}  // namespace sbatchlint
