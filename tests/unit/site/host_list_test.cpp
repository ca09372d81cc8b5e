#include "site/host_list.h"

#include <string>
#include <string_view>

#include "support/catch.hpp"

namespace sbatchlint {

namespace {

// The names joined by blanks, or "! " and the error.
std::string expanded(std::string_view text) {
  const auto names = expand_host_list(text);
  if (!names) return "! " + names.error().message;
  std::string joined;
  for (const std::string& name : names.value()) joined += (joined.empty() ? "" : " ") + name;
  return joined;
}

}  // namespace

TEST_CASE("a host list stands for the names that Slurm makes of it") {
  struct Row {
    std::string_view text;
    std::string_view names;
  };
  const auto row = GENERATE(values<Row>({{"nv-ai-04", "nv-ai-04"},
                                         {"a256-t4-[01-04]", "a256-t4-01 a256-t4-02 a256-t4-03 a256-t4-04"},
                                         {"a[08-10,3],b", "a08 a09 a10 a3 b"},
                                         {"r[1-2]n[1-2]", "r1n1 r1n2 r2n1 r2n2"},
                                         {"n[7]-ib", "n7-ib"},
                                         {"n[1]", "n1"}}));
  CAPTURE(row.text);
  CHECK(expanded(row.text) == row.names);
}

TEST_CASE("a host list that Slurm would refuse is an error") {
  struct Row {
    std::string_view text;
    std::string_view message;
  };
  const auto row = GENERATE(values<Row>({{"", "! an empty node name"},
                                         {"a,,b", "! an empty node name"},
                                         {"a[1-2", "! unbalanced brackets in `a[1-2`"},
                                         {"a1]", "! unbalanced brackets in `a1]`"},
                                         {"a[[1]]", "! unbalanced brackets in `a[[1]]`"},
                                         {"a[]", "! `` is not a range of numbers"},
                                         {"a[3-1]", "! `3-1` is not a range of numbers"},
                                         {"a[x]", "! `x` is not a range of numbers"},
                                         {"a[1-]", "! `1-` is not a range of numbers"},
                                         {"a[0-65536]", "! `0-65536` is not a range of numbers"},
                                         {"a[1-300]b[1-300]", "! more than 65,536 node names"}}));
  CAPTURE(row.text);
  CHECK(expanded(row.text) == row.message);
}

TEST_CASE("a list of hosts as ranges is the same list") {
  struct Row {
    std::string_view text;
    std::string_view back;
    std::uint64_t count;
  };
  const auto row = GENERATE(values<Row>({
      {"a[08-10,3],b", "a[08-09,10,3],b", 5},
      {"node[0001-5000]", "node[0001-0999,1000-5000]", 5000},
      {"n1", "n1", 1},
      {"n01", "n01", 1},
      {"r[1-2]n[1-2]", "r1n[1,2],r2n[1,2]", 4},
      {"n[1-3]-ib", "n1-ib,n2-ib,n3-ib", 3},
      {"login", "login", 1},
      {"rack1[01-02]", "rack[101,102]", 2},
  }));
  CAPTURE(row.text);
  std::vector<HostRange> ranges;
  REQUIRE(read_host_ranges(row.text, ranges).ok());
  CHECK(host_list_text(ranges) == row.back);
  std::uint64_t count = 0;
  for (const HostRange& range : ranges) count += range.count();
  CHECK(count == row.count);
}

TEST_CASE("a name has one spelling as a range") {
  CHECK(host_of("a08") == HostRange{"a", true, 2, 8, 8});
  CHECK(host_of("a8") == HostRange{"a", true, 0, 8, 8});
  CHECK(host_of("a0") == HostRange{"a", true, 0, 0, 0});
  CHECK(host_of("a10").first() == "a10");
  CHECK(host_of("login").first() == "login");
  CHECK_FALSE(host_of("login").numbered);
}

}  // namespace sbatchlint
