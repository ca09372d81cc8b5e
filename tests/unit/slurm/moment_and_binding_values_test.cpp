#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "slurm/values/begin.h"
#include "slurm/values/binding.h"
#include "slurm/values/cpu_freq.h"
#include "support/catch.hpp"

namespace sbatchlint {

namespace {

constexpr std::int64_t kNow = 1795402200;  // 2026-11-23T02:50:00Z, a Monday

std::string moment(std::string_view text, Release release = Release::V26_05) {
  const auto seconds = read_point_in_time(text, kNow, release);
  return seconds ? show_point_in_time(*seconds) : "refused";
}

}  // namespace

TEST_CASE("a point in time is read as sbatch reads it") {
  struct Row {
    std::string_view text;
    std::string_view expected;
  };
  const auto row = GENERATE(values<Row>({
      {"now", "2026-11-23T02:50:00"},
      {"now+1hour", "2026-11-23T03:50:00"},
      {"now+90", "2026-11-23T02:51:30"},
      {"now+2days", "2026-11-25T02:50:00"},
      {"now+1week", "2026-11-30T02:50:00"},
      {"now+294967295hours", "35676-08-08T01:50:00"},
      {"now+99999999999999999", "3168875877-07-29T12:36:39"},
      {"2034-01-20", "2034-01-20T00:00:00"},
      {"2034-01-20T10:00", "2034-01-20T10:00:00"},
      {"2034-01-20T10:00:30", "2034-01-20T10:00:30"},
      {"01/20/34", "2034-01-20T00:00:00"},
      {"012034", "2034-01-20T00:00:00"},
      // Without a year: the next such day.
      {"0120", "2027-01-20T00:00:00"},
      {"12/31", "2026-12-31T00:00:00"},
      // A time of day that is over means tomorrow.
      {"16:00", "2026-11-23T16:00:00"},
      {"01:00", "2026-11-24T01:00:00"},
      {"7:05pm", "2026-11-23T19:05:00"},
      {"12:30am", "2026-11-24T00:30:00"},
      {"noon", "2026-11-23T12:00:00"},
      {"midnight", "2026-11-24T00:00:00"},
      {"teatime", "2026-11-23T16:00:00"},
      {"tomorrow", "2026-11-24T00:00:00"},
      {"tomorrow12:00", "2026-11-24T12:00:00"},
      {"uts1800000000", "2027-01-15T08:00:00"},
  }));
  CAPTURE(row.text);
  CHECK(moment(row.text) == row.expected);
}

TEST_CASE("too large a number of seconds runs over") {
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  const auto seconds = [](std::string_view text) { return *read_point_in_time(text, kNow, Release::V26_05); };
  CHECK(seconds("now+18446744073709551615") == kNow - 1);
  CHECK(seconds("now+9223372036854775807") == kLeast + kNow - 1);
  CHECK(seconds("now-9223372036854775808") == kLeast + kNow);
  CHECK(seconds("now-9223372036854775807weeks") == kNow + 604800);
}

TEST_CASE("text that names no point in time") {
  for (const std::string_view text :
       {"yesterday", "25:00", "10:61", "2034-13-01", "13:00pm", "next week", "now+1fortnight"}) {
    CAPTURE(text);
    CHECK(moment(text) == "refused");
  }
}

TEST_CASE("elevenses came with 24.05") {
  CHECK(moment("elevenses", Release::V24_05) == "2026-11-23T11:00:00");
  CHECK(moment("elevenses", Release::V22_05) == "refused");
}

TEST_CASE("clocks of processors") {
  const auto shown = [](std::string_view text) {
    const auto frequency = read_cpu_freq(text, Release::V26_05);
    return frequency ? frequency->shown : "refused";
  };
  CHECK(shown("low") == "Low");
  CHECK(shown("LOW-high:performance") == "Low-High:Performance");
  CHECK(shown("2000000") == "2000000");
  CHECK(shown("OnDemand") == "OnDemand");
  CHECK(shown("highm1") == "Highm1");
  CHECK(shown("high-low") == "refused");
  CHECK(shown("x") == "refused");
  CHECK(read_cpu_freq("performance", Release::V26_05)->governor == kPerformance);
}

TEST_CASE("binding of memory adds up") {
  const auto shown = [](std::string_view text, std::uint32_t before = 0) {
    const auto bind = read_mem_bind(text, before, Release::V26_05);
    return bind ? show_mem_bind(*bind) : "refused";
  };
  CHECK(shown("local") == "local");
  CHECK(shown("verbose,local") == "verbose,local");
  CHECK(shown("map_mem:0,1") == "map_mem:0,1");
  CHECK(shown("mask_mem:0x3,c") == "mask_mem:3,c");
  CHECK(shown("x") == "refused");
  const auto verbose = read_mem_bind("verbose", 0, Release::V26_05);
  REQUIRE(verbose);
  CHECK(shown("rank", verbose->flags) == "verbose,rank");
}

TEST_CASE("binding of GPUs is checked and kept as text") {
  const auto fine = [](std::string_view text, Release release = Release::V26_05) {
    return !check_gpu_bind(text, release).has_value();
  };
  CHECK(fine("closest"));
  CHECK(fine("verbose,single:2"));
  CHECK(fine("map_gpu:0,1"));
  CHECK(fine("mask_gpu:0x3,0xf"));
  CHECK_FALSE(fine("x"));
  CHECK_FALSE(fine("mask_gpu:g"));
  // The number is read as far as it goes, and only a negative one is refused.
  CHECK(fine("single:0"));
  CHECK(fine("single:x"));
  CHECK_FALSE(fine("single:-1"));
  CHECK(fine("c", Release::V22_05));
  CHECK_FALSE(fine("c", Release::V26_05));
}

TEST_CASE("clocks of GPUs") {
  for (const std::string_view text : {"low", "high", "900", "memory=low", "high,memory=900,verbose"}) {
    CAPTURE(text);
    CHECK_FALSE(check_gpu_freq(text).has_value());
  }
  for (const std::string_view text : {"x", "900MHz", "mem=low"}) {
    CAPTURE(text);
    CHECK(check_gpu_freq(text).has_value());
  }
}

}  // namespace sbatchlint
