#include "grade/rubric_table.h"

#include <algorithm>
#include <chrono>

namespace sbatchlint {

namespace {

bool is_id_byte(char c) {
  return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || c == '-' || c == '_' || c == '.';
}

}  // namespace

std::optional<Points> read_points(ProfileTable& table, std::string_view key) {
  const toml::node* node = table.find(key);
  if (node == nullptr) return std::nullopt;
  std::optional<Points> points;
  if (const auto whole = node->value_exact<std::int64_t>()) points = points_of(static_cast<double>(*whole));
  if (const auto fraction = node->value_exact<double>()) points = points_of(*fraction);
  if (!points) {
    table.fail(key,
               fmt::format("{} has to be a number of points: 0 or more, two decimals at most", table.in_words(key)));
  }
  return points;
}

std::string read_id(ProfileTable& table) {
  std::string id = table.required_text("id");
  if (!std::ranges::all_of(id, is_id_byte)) {
    table.fail("id", fmt::format("`id` of {} has letters, digits, `-`, `_` and `.` only", table.where()));
  }
  return id;
}

std::optional<std::int64_t> read_time(ProfileTable& table, std::string_view key) {
  const toml::node* node = table.find(key);
  if (node == nullptr) return std::nullopt;
  const auto time = node->value_exact<toml::date_time>();
  if (!time || !time->offset) {
    table.fail(key,
               fmt::format("{} has to be a time with its offset, such as 2026-10-09T12:00:00Z", table.in_words(key)));
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(time->date.year), std::chrono::month(time->date.month),
                                         std::chrono::day(time->date.day)};
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  const std::int64_t minutes = (days * 24 + time->time.hour) * 60 + time->time.minute - time->offset->minutes;
  return minutes * 60 + time->time.second;
}

}  // namespace sbatchlint
