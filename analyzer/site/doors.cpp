#include "site/doors.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <functional>
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
  } else if (key == "log") {
    if (value == "syslog" || value.starts_with('/')) rescue.log = value;
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

std::optional<DoorLines> find_door_lines(std::string_view toml) {
  constexpr std::string_view kTable = "[doors]";
  const std::boyer_moore_horspool_searcher search(kTable.begin(), kTable.end());
  for (auto at = toml.begin(); at != toml.end();) {
    at = std::search(at, toml.end(), search);
    if (at == toml.end()) break;
    const auto place = static_cast<std::size_t>(at - toml.begin());
    const std::size_t line = place == 0 ? 0 : toml.rfind('\n', place - 1) + 1;  // npos + 1 is 0
    if (without_blanks(toml.substr(line, place - line)).empty()) {
      const std::size_t begin = std::min(toml.find('\n', place), toml.size());
      std::size_t end = begin;
      while (end < toml.size()) {
        const std::size_t next = std::min(toml.find('\n', end + 1), toml.size());
        if (without_blanks(toml.substr(end + 1, next - end - 1)).starts_with('[')) break;
        end = next;
      }
      const auto before = static_cast<std::size_t>(std::count(toml.begin(), at, '\n')) + 1;
      return DoorLines{.text = toml.substr(std::min(begin + 1, end), end - std::min(begin + 1, end)), .before = before};
    }
    at += static_cast<std::ptrdiff_t>(kTable.size());
  }
  return std::nullopt;
}

DoorRescue read_door_lines(std::string_view toml) {
  DoorRescue rescue;
  const std::string_view lines = find_door_lines(toml).value_or(DoorLines{}).text;
  for (std::size_t at = 0; at < lines.size();) {
    const std::size_t end = std::min(lines.find('\n', at), lines.size());
    const std::string_view line = lines.substr(at, end - at);
    at = end + 1;
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    read_line(without_blanks(line.substr(0, equals)), plain_value(line.substr(equals + 1)), rescue);
  }
  return rescue;
}

}  // namespace sbatchlint
