#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "slurm/values/count.h"
#include "slurm/values/size.h"
#include "slurm/values/text.h"
#include "slurm/values/time.h"
#include "support/catch.hpp"

namespace sbatchlint {

TEST_CASE("a length of time is read in minutes, rounded up, and shown as Slurm shows it") {
  struct Row {
    std::string_view text;
    std::int32_t minutes;
    std::string_view shown;
  };
  const auto row = GENERATE(values<Row>({
      {"5", 5, "00:05:00"},
      {"0", 0, "00:00:00"},
      {"90", 90, "01:30:00"},
      {"1:30", 2, "00:02:00"},
      {"1:00", 1, "00:01:00"},
      {"0:01", 1, "00:01:00"},
      {"1:00:00", 60, "01:00:00"},
      {"1:90:61", 152, "02:32:00"},
      {"1-", 1440, "1-00:00:00"},
      {"1-12", 2160, "1-12:00:00"},
      {"1-0:30", 1470, "1-00:30:00"},
      {"2-1:2:3", 2943, "2-01:03:00"},
      {"100-0", 144000, "100-00:00:00"},
      {"-1", kInfinite, "UNLIMITED"},
      {"INFINITE", kInfinite, "UNLIMITED"},
      {"unlimited", kInfinite, "UNLIMITED"},
  }));
  CAPTURE(row.text);
  CHECK(read_minutes(row.text) == row.minutes);
  CHECK(show_minutes(static_cast<std::uint32_t>(row.minutes)) == row.shown);
}

TEST_CASE("text that is no length of time") {
  const auto* const text = GENERATE("", "x", "5m", "1h", "1:2:3:4", "1-2:3:4:5", "--", " 5", "5 ", "1.5", "infinity");
  CAPTURE(text);
  CHECK(read_minutes(text) == kNoValue);
}

TEST_CASE("seconds are shown with their sign") {
  CHECK(show_seconds(5461) == "01:31:01");
  CHECK(show_seconds(86400) == "1-00:00:00");
  CHECK(show_seconds(-5) == "INVALID");
}

TEST_CASE("a size is read in megabytes and shown in the largest unit") {
  struct Row {
    std::string_view text;
    std::optional<std::uint64_t> megabytes;
    std::string_view shown;
  };
  const auto row = GENERATE(values<Row>({
      {"512", 512, "512"},
      {"4096", 4096, "4G"},
      {"4g", 4096, "4G"},
      {"4GB", 4096, "4G"},
      {"4Gb", 4096, "4G"},
      {"1K", 1, "1"},
      {"1025K", 2, "2"},
      {"512m", 512, "512"},
      {"2T", 2097152, "2T"},
      {"1048577M", 1048577, "1048577"},
      {"", {}, ""},
      {"x", {}, ""},
      {"-1", {}, ""},
      {"4GiB", {}, ""},
      {"4X", {}, ""},
      {"4.5G", {}, ""},
      {"4 G", {}, ""},
  }));
  CAPTURE(row.text);
  const auto size = read_size(row.text);
  REQUIRE(size.has_value() == row.megabytes.has_value());
  if (!size) return;
  CHECK(size->count == *row.megabytes);
  CHECK(show_size(*size) == row.shown);
}

TEST_CASE("a count is a decimal number and nothing behind it") {
  const auto read = [](std::string_view text, Zero zero = Zero::Forbidden, Release release = Release::V26_05) {
    return read_count(text, "--ntasks", zero, release);
  };
  CHECK(*read("7") == 7);
  CHECK(*read("+7") == 7);
  CHECK(*read(" 07") == 7);
  CHECK(*read("2147483646") == 2147483646);
  CHECK(*read("0", Zero::Allowed) == 0);
  // Until 22.05 a larger number lost its upper bits.
  CHECK(*read("4294967298", Zero::Forbidden, Release::V22_05) == 2);

  for (const std::string_view text : {"", "x", "7x", "7 ", "0", "-1", "1.5", "1k"}) {
    CAPTURE(text);
    REQUIRE_FALSE(read(text));
    CHECK(read(text).refusal().message == "Invalid numeric value \"" + std::string(text) + "\" for --ntasks.");
    CHECK(read(text).refusal().exit_status == 1);
  }
  CHECK(read("4294967298").refusal().message == "Numeric argument (4294967298) too large for --ntasks.");
  CHECK_FALSE(read("2147483647"));
}

TEST_CASE("a short count stays below 65534") {
  CHECK(read_short_count("5") == 5);
  CHECK(read_short_count("65533") == 65533);
  CHECK(read_short_count("") == 0);
  CHECK_FALSE(read_short_count("65534").has_value());
  CHECK_FALSE(read_short_count("5x").has_value());
}

TEST_CASE("nodes are a number, a range, or since 23.02 a list") {
  struct Row {
    std::string_view text;
    Release release;
    std::int32_t min;
    std::int32_t max;
    bool is_list;
  };
  const auto row = GENERATE(values<Row>({
      {"4", Release::V22_05, 4, 4, false},
      {"2-8", Release::V22_05, 2, 8, false},
      {"1k", Release::V22_05, 1024, 1024, false},
      {"1m", Release::V26_05, 1048576, 1048576, false},
      {"0", Release::V22_05, 0, 0, false},
      {"2,4,6", Release::V26_05, 2, 6, true},
      // Slurm leaves the last one out.
      {"2-8:2", Release::V26_05, 2, 6, true},
  }));
  CAPTURE(row.text);
  const auto nodes = read_node_count(row.text, row.release);
  REQUIRE(nodes);
  CHECK(nodes->min == row.min);
  CHECK(nodes->max == row.max);
  CHECK(nodes->is_list == row.is_list);
}

TEST_CASE("text that is no number of nodes") {
  for (const std::string_view text : {"", "x", "2x", "-", "8-2", "2-x"}) {
    CAPTURE(text);
    CHECK_FALSE(read_node_count(text, Release::V26_05));
  }
  CHECK_FALSE(read_node_count("2,4", Release::V22_05));
}

TEST_CASE("numbers are read as C reads them") {
  CHECK(read_integer(" \t-12x").value == -12);
  CHECK(read_integer(" \t-12x").length == 5);
  CHECK(read_integer("x").length == 0);
  CHECK(read_integer("-").length == 0);
  CHECK(read_integer("99999999999999999999").value == INT64_MAX);
  CHECK(read_integer("99999999999999999999").out_of_range);
  CHECK(read_integer("-99999999999999999999").value == INT64_MIN);
  CHECK(read_hexadecimal("0xfF").value == 255);
  CHECK(read_hexadecimal("10").value == 16);
  CHECK(read_integer_of_any_base("0x10").value == 16);
  CHECK(read_integer_of_any_base("017").value == 15);
  CHECK(read_integer_of_any_base("9").value == 9);
}

TEST_CASE("text is taken apart as strtok_r does") {
  std::string_view rest = ",,a,;b";
  CHECK(next_token(rest, ",;") == "a");
  CHECK(next_token(rest, ",;") == "b");
  CHECK(next_token(rest, ",;").empty());
  CHECK(starts_with_ignoring_case("HetJob", "het"));
  CHECK_FALSE(starts_with_ignoring_case("he", "het"));
  CHECK(find_ignoring_case("xAbC", "abc") == 1);
  CHECK(find_ignoring_case("xAb", "abc") == std::string_view::npos);
  CHECK(is_all_blank(" \t\v\f\r\n"));
  CHECK_FALSE(is_all_blank(" x"));
}

}  // namespace sbatchlint
