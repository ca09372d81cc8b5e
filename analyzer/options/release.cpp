#include "options/release.h"

#include <charconv>
#include <cstddef>

namespace sbatchlint {
namespace {

constexpr std::array<std::string_view, kReleases.size()> kNames = {"22.05", "23.02", "23.11", "24.05", "24.11",
                                                                   "25.05", "25.11", "26.05", "26.11"};

struct YearAndMonth {
  unsigned year = 0;
  unsigned month = 0;
  friend constexpr auto operator<=>(YearAndMonth, YearAndMonth) = default;
};

// The two numbers before and after the first dot, and that what follows them is a further part of a version.
std::optional<YearAndMonth> read_year_and_month(std::string_view text) {
  YearAndMonth read;
  const char* const end = text.data() + text.size();
  const auto year = std::from_chars(text.data(), end, read.year);
  if (year.ec != std::errc{} || year.ptr == end || *year.ptr != '.') return {};
  const auto month = std::from_chars(year.ptr + 1, end, read.month);
  if (month.ec != std::errc{}) return {};
  if (month.ptr != end && *month.ptr != '.' && *month.ptr != '-' && *month.ptr != '+') return {};
  return read;
}

}  // namespace

std::string_view release_name(Release release) { return kNames[static_cast<std::size_t>(release)]; }

std::optional<Release> parse_release(std::string_view text) {
  const auto wanted = read_year_and_month(text);
  if (!wanted) return {};
  Release found = kOldestRelease;
  for (const Release release : kReleases) {
    if (*read_year_and_month(release_name(release)) <= *wanted) found = release;
  }
  return found;
}

}  // namespace sbatchlint
