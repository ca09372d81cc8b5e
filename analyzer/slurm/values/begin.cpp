#include "slurm/values/begin.h"

#include <fmt/format.h>

#include <chrono>
#include <optional>

#include "slurm/values/text.h"
#include "text/ascii.h"

namespace sbatchlint {
namespace {

constexpr std::int64_t kDay = 86400;

struct Date {
  std::int64_t year = 0;  // 0 where it was left out
  int month = 1;
  int day = 1;
};
struct TimeOfDay {
  int hour = 0;
  int minute = 0;
  int second = 0;
};

// The calendar repeats itself, and std::chrono::year ends at 32767; `now+294967295hours` lies beyond.
constexpr std::int64_t kCycleYears = 400;
constexpr std::int64_t kCycleDays = 146'097;

std::int64_t days_of(const Date& date) {
  // A day beyond the end of the month runs into the next one, as in mktime().
  const std::chrono::year_month_day first{std::chrono::year(static_cast<int>(date.year % kCycleYears)),
                                          std::chrono::month(static_cast<unsigned>(date.month)), std::chrono::day(1)};
  const std::int64_t cycles = date.year / kCycleYears;
  return std::chrono::sys_days(first).time_since_epoch().count() + cycles * kCycleDays + date.day - 1;
}

Date date_of(std::int64_t seconds) {
  const std::int64_t days = std::chrono::floor<std::chrono::days>(std::chrono::seconds(seconds)).count();
  const auto day_in_cycle = static_cast<std::chrono::days::rep>(days % kCycleDays);
  const std::chrono::year_month_day date{std::chrono::sys_days(std::chrono::days(day_in_cycle))};
  return {.year = static_cast<int>(date.year()) + days / kCycleDays * kCycleYears,
          .month = static_cast<int>(static_cast<unsigned>(date.month())),
          .day = static_cast<int>(static_cast<unsigned>(date.day()))};
}

TimeOfDay time_of_day(std::int64_t seconds) {
  const auto in_day = static_cast<int>(((seconds % kDay) + kDay) % kDay);
  return {.hour = in_day / 3600, .minute = in_day / 60 % 60, .second = in_day % 60};
}

struct NamedTime {
  std::string_view word;
  int hour = 0;
  Release since = kOldestRelease;
};
constexpr NamedTime kNamedTimes[] = {
    {"midnight", 0}, {"noon", 12}, {"elevenses", 11, Release::V24_05}, {"fika", 15}, {"teatime", 16},
};

struct TimeUnit {
  std::string_view word;
  std::uint64_t seconds = 1;
};
constexpr TimeUnit kTimeUnits[] = {
    {"seconds", 1}, {"second", 1},   {"minutes", 60}, {"minute", 60},    {"hours", 3600},
    {"hour", 3600}, {"days", 86400}, {"day", 86400},  {"weeks", 604800}, {"week", 604800},
};

class Clock {
 public:
  Clock(std::string_view text, std::int64_t now, Release release) : text_(text), now_(now), release_(release) {}

  // The point in time; nothing where the text is none: position() is where reading stuck.
  std::optional<std::int64_t> read() {
    if (starts_with_ignoring_case(text_, "uts")) return read_epoch();
    while (at_ < text_.size() && text_[at_] != '\n') {
      if (!read_part()) return {};
    }
    return settle();
  }

  // sbatch steps back from a number that is too large, at the beginning even to -1.
  [[nodiscard]] std::int64_t position() const { return static_cast<std::int64_t>(at_) - steps_back_; }

 private:
  [[nodiscard]] char peek(std::size_t offset = 0) const {
    return at_ + offset < text_.size() ? text_[at_ + offset] : '\0';
  }
  [[nodiscard]] bool digit_here() const { return is_digit(peek()); }

  bool take_word(std::string_view lower) {
    if (!starts_with_ignoring_case(text_.substr(at_), lower)) return false;
    at_ += lower.size();
    return true;
  }

  std::optional<std::int64_t> read_epoch() const {
    const LeadingInteger number = read_integer(text_.substr(3));
    if (number.length + 3 != text_.size() || number.value < 1000000 || number.out_of_range) return {};
    return number.value;
  }

  bool read_part() {
    const char c = peek();
    // A capital T joins date and time, and is skipped even where it begins a word.
    if (c == ' ' || c == '\t' || c == '-' || c == 'T') {
      ++at_;
      return true;
    }
    if (take_word("today")) return set_date(date_of(now_));
    if (take_word("tomorrow")) return set_date(date_of(now_ + kDay));
    for (const NamedTime& named : kNamedTimes) {
      if (named.since <= release_ && take_word(named.word)) return set_time({.hour = named.hour});
    }
    if (take_word("now")) return read_offset();
    if (!digit_here()) return false;
    if (peek(1) == ':' || peek(2) == ':') return read_time();
    return read_date();
  }

  bool set_date(Date date) {
    date_ = date;
    return true;
  }
  bool set_time(TimeOfDay time) {
    time_ = time;
    return true;
  }

  // What follows `now`: nothing, or a sign, a number and a unit. Slurm: _get_delta.
  bool read_offset() {
    const std::size_t word = at_ - 3;
    while (peek() == ' ' || peek() == '\t') ++at_;
    std::uint64_t offset = 0;
    const char sign = peek();
    if (sign == '+' || sign == '-') {
      // sbatch counts the position of `now` twice here: only at the very beginning does it find the sign.
      if (word != 0) return stuck_at(word + at_);
      ++at_;
      const auto count = read_count_and_unit();
      if (!count) return false;
      offset = sign == '-' ? -*count : *count;
    } else if (sign != '\0' && sign != '\n') {
      return stuck_at(word + at_);
    } else if (word != 0) {
      at_ = text_.size();
    }
    // Too large a number runs over, as it does in sbatch.
    const auto then = static_cast<std::int64_t>(static_cast<std::uint64_t>(now_) + offset);
    set_date(date_of(then));
    return set_time(time_of_day(then));
  }

  std::optional<std::uint64_t> read_count_and_unit() {
    const std::size_t sign = at_ - 1;
    std::uint64_t count = 0;
    std::uint64_t unit = 0;
    bool any = false;
    for (; at_ < text_.size() && text_[at_] != '\n' && unit == 0; ++at_) {
      if (is_blank(peek())) continue;
      unit = take_unit();
      if (unit != 0) break;
      if (!digit_here()) {
        steps_back_ = 1;
        return {};
      }
      count = count * 10 + static_cast<std::uint64_t>(peek() - '0');
      any = true;
    }
    if (any) return count * (unit == 0 ? 1 : unit);
    at_ = sign;
    return {};
  }

  // The seconds of the unit that stands here, 0 where none does.
  std::uint64_t take_unit() {
    for (const TimeUnit& unit : kTimeUnits) {
      if (take_word(unit.word)) return unit.seconds;
    }
    return 0;
  }

  bool stuck_at(std::size_t at) {
    at_ = at;
    return false;
  }
  bool stuck_at_number() {
    steps_back_ = 2;
    return false;
  }

  // Two digits, the second of which may be missing.
  std::optional<int> take_number(bool two) {
    if (!digit_here()) return {};
    int number = text_[at_++] - '0';
    if (digit_here()) {
      number = number * 10 + (text_[at_++] - '0');
    } else if (two) {
      return {};
    }
    return number;
  }

  // `H:MM[:SS][ am|pm]`. Slurm: _get_time.
  bool read_time() {
    TimeOfDay time;
    const auto hour = peek(1) == ':' ? std::optional<int>(text_[at_++] - '0') : take_number(true);
    if (!hour) return false;
    if (*hour > 23) return stuck_at_number();
    if (peek() != ':') return false;
    ++at_;
    const auto minute = take_number(true);
    if (!minute) return false;
    if (*minute > 59) return stuck_at_number();
    std::optional<int> second = 0;
    if (peek() == ':') {
      ++at_;
      second = take_number(true);
      if (!second) return false;
      if (*second > 59) return stuck_at_number();
    }
    time = {.hour = *hour, .minute = *minute, .second = *second};
    while (is_blank(peek())) ++at_;
    return read_half_of_day(time) && set_time(time);
  }

  bool read_half_of_day(TimeOfDay& time) {
    const std::size_t before = at_;
    if (take_word("pm")) {
      if (time.hour > 12) return stuck_at(before);
      time.hour = time.hour == 12 ? 12 : time.hour + 12;
    } else if (take_word("am")) {
      if (time.hour > 12) return stuck_at(before);
      if (time.hour == 12) time.hour = 0;
    }
    return true;
  }

  // `YYYY-MM-DD`, or month and day with an optional year of two digits. Slurm: _get_date.
  bool read_date() {
    if (peek(4) == '-' && peek(7) == '-') return read_iso_date();
    Date date;
    if (!read_month(date.month)) return false;
    if (peek() == '.' || peek() == '/') ++at_;
    if (!read_day(date.day)) return false;
    if (peek() == '.' || peek() == '/') ++at_;
    if (digit_here()) {
      const auto year = take_number(true);
      if (!year) return false;
      if (*year > 0) date.year = 2000 + *year;
    }
    // A year that an earlier part gave stays where this one has none.
    if (date.year == 0 && date_) date.year = date_->year;
    return set_date(date);
  }

  bool read_iso_date() {
    Date date;
    for (int i = 0; i < 4; ++i) {
      if (!digit_here()) return false;
      date.year = date.year * 10 + (text_[at_++] - '0');
    }
    ++at_;
    if (!read_month(date.month)) return false;
    ++at_;
    return read_day(date.day) && set_date(date);
  }

  bool read_month(int& month) {
    month = peek() - '0';
    ++at_;
    if (digit_here()) month = month * 10 + (text_[at_++] - '0');
    return (1 <= month && month <= 12) || stuck_at_number();
  }

  bool read_day(int& day) {
    const auto number = take_number(false);
    if (!number) return false;
    day = *number;
    return (1 <= day && day <= 31) || stuck_at_number();
  }

  // Fills in what was left out: the day on which the time comes next, the year in which the date does.
  std::optional<std::int64_t> settle() {
    if (!time_ && !date_) return 0;
    const TimeOfDay time = time_.value_or(TimeOfDay{});
    const TimeOfDay now = time_of_day(now_);
    const bool later_in_day = time.hour > now.hour || (time.hour == now.hour && time.minute > now.minute);
    Date date = date_ ? *date_ : date_of(later_in_day ? now_ : now_ + kDay);
    if (date.year == 0) {
      const Date today = date_of(now_);
      const bool later = date.month > today.month || (date.month == today.month && date.day > today.day) ||
                         (date.month == today.month && date.day == today.day && later_in_day);
      date.year = later ? today.year : today.year + 1;
    }
    const int seconds = time.hour * 3600 + time.minute * 60 + time.second;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(days_of(date)) * std::uint64_t{kDay} +
                                     static_cast<std::uint64_t>(seconds));
  }

  std::string_view text_;
  std::int64_t now_;
  Release release_;
  std::size_t at_ = 0;
  std::int64_t steps_back_ = 0;
  std::optional<Date> date_;
  std::optional<TimeOfDay> time_;
};

}  // namespace

Reading<std::int64_t> read_point_in_time(std::string_view text, std::int64_t now, Release release) {
  Clock clock(text, now, release);
  const auto point = clock.read();
  if (!point) {
    return Refusal{.message = fmt::format("Invalid time specification (pos={}): {}", clock.position(), text),
                   .reason = "not a point in time"};
  }
  return *point;
}

std::string show_point_in_time(std::int64_t seconds) {
  if (seconds == 0) return "Unknown";
  const Date date = date_of(seconds);
  const TimeOfDay time = time_of_day(seconds);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", date.year, date.month, date.day, time.hour, time.minute,
                     time.second);
}

}  // namespace sbatchlint
