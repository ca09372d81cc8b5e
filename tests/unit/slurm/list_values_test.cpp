#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "slurm/values/array.h"
#include "slurm/values/checked_lists.h"
#include "slurm/values/distribution.h"
#include "slurm/values/gres.h"
#include "slurm/values/hosts.h"
#include "slurm/values/names.h"
#include "support/catch.hpp"

namespace sbatchlint {

namespace {

constexpr Release kRelease = Release::V26_05;

}  // namespace

TEST_CASE("an array is a list of indices, with a limit") {
  struct Row {
    std::string_view text;
    std::uint64_t size;
    std::uint64_t highest;
    std::optional<std::uint64_t> throttle;
  };
  const auto row = GENERATE(values<Row>({
      {"5", 1, 5, {}},
      {"0-9", 10, 9, {}},
      {"1-9:3", 3, 7, {}},
      {"0,3,5-6", 4, 6, {}},
      {"1-3,2-4", 4, 4, {}},
      {"[1-3]", 3, 3, {}},
      {"0-99%4", 100, 99, 4},
      {"1,2%1", 2, 2, 1},
      {"0-9%0", 10, 9, {}},
      {"", 0, 0, {}},
  }));
  CAPTURE(row.text);
  const auto array = read_array(row.text);
  REQUIRE(array.has_value());
  CHECK(array->size == row.size);
  CHECK(array->highest == row.highest);
  CHECK(array->throttle == row.throttle);
}

TEST_CASE("an array that the controller refuses") {
  for (const std::string_view text : {"5-1", "1-x", "-3", "1-5:0", "x", "1 2", "1-9:", "99999999"}) {
    CAPTURE(text);
    CHECK_FALSE(read_array(text).has_value());
  }
}

TEST_CASE("hosts are counted with their ranges") {
  struct Row {
    std::string_view text;
    std::uint64_t listed;
    std::uint64_t distinct;
  };
  const auto row = GENERATE(values<Row>({
      {"n1", 1, 1},
      {"n1,n2,n1", 3, 2},
      {"n[1-3]", 3, 3},
      {"n[01-03,7],b2", 5, 5},
      {"rack[1-2]n[1-4]", 8, 8},
      {"n[1-3],n2", 4, 3},
      {" n1 n2\tn3", 3, 3},
      {"n[1-3]-ib", 3, 3},
      {"", 0, 0},
  }));
  CAPTURE(row.text);
  const auto hosts = count_hosts(row.text, kRelease);
  REQUIRE(hosts);
  CHECK(hosts->listed == row.listed);
  CHECK(hosts->distinct == row.distinct);
}

TEST_CASE("ranges of hosts that Slurm cannot read") {
  const auto message = [](std::string_view text, Release release = kRelease) {
    const auto hosts = count_hosts(text, release);
    return hosts ? "fine" : hosts.refusal().message;
  };
  CHECK(message("n[]") == "_parse_single_range: Invalid range: `'");
  CHECK(message("n[3-1]") == "_parse_single_range: Invalid range: `3-1'");
  CHECK(message("n[a-b]") == "_parse_single_range: Invalid range: `a-b'");
  CHECK(message("n[1-99999]") == "_parse_single_range: Too many hosts in range `1-99999'");
  CHECK(message("n[1-2") == "");
  // Names that go on behind the brackets: since 23.11.
  CHECK(message("n[1-3]-ib", Release::V23_02) == "");
  CHECK(message("n[1-3]-ib", Release::V23_11) == "fine");
}

TEST_CASE("hosts of a file") {
  const auto count = [](std::string_view content, std::optional<std::uint64_t> wanted = {}) {
    const auto hosts = count_hosts_in_file(content, "nodes.txt", wanted);
    return hosts ? std::to_string(hosts->listed) : hosts.refusal().message;
  };
  CHECK(count("n1\nn2,n3\n") == "3");
  CHECK(count("n1*3\n") == "3");
  CHECK(count("n1 # first\n#n2\nn3") == "2");
  CHECK(count("n1\nn2\nn3\n", 2) == "2");
  CHECK(count("n1\n", 2) == "Too few NodeNames in Slurm Hostfile");
  CHECK(count("") == "Hostlist is empty!");
  CHECK(count("-x\n") == "Invalid hostfile nodes.txt contents on line 1");
}

TEST_CASE("names of hosts are shown as ranges") {
  struct Row {
    std::vector<std::string_view> names;
    std::string_view shown;
  };
  const auto row = GENERATE(values<Row>({
      {{"n1", "n2", "n3"}, "n[1-3]"},
      {{"n1", "n3"}, "n[1,3]"},
      {{"n09", "n10"}, "n[09-10]"},
      {{"n9", "n10"}, "n[9-10]"},
      {{"n9", "n010"}, "n[9,010]"},
      {{"n1", "n1"}, "n[1,1]"},
      {{"a1", "b1"}, "a1,b1"},
      {{"login", "login"}, "login,login"},
      {{"login", "n1", "n2", "x"}, "login,n[1-2],x"},
      {{}, ""},
  }));
  CHECK(show_hosts(row.names) == row.shown);
}

TEST_CASE("each item of --gres is marked as one") {
  CHECK(prefix_gres("gpu:2,tmp:1", Release::V22_05) == "gres:gpu:2,gres:tmp:1");
  CHECK(prefix_gres("gpu:2,tmp:1", Release::V26_05) == "gres/gpu:2,gres/tmp:1");
  CHECK(gpus_as_gres("a100:2", Release::V22_05) == "gres:gpu:a100:2");
  CHECK(gpus_as_gres("2,a100:1", Release::V26_05) == "gres/gpu:2,gres/gpu:a100:1");
  CHECK(gpus_as_gres("", Release::V26_05).empty());
}

TEST_CASE("an item has a name, a type and a count") {
  struct Row {
    std::string_view text;
    std::string_view name;
    std::string_view type;
    std::uint64_t count;
  };
  const auto row = GENERATE(values<Row>({
      {"gpu", "gpu", "", 1},
      {"gpu:2", "gpu", "", 2},
      {"gpu:a100", "gpu", "a100", 1},
      {"gpu:a100:2", "gpu", "a100", 2},
      {"gpu=2", "gpu", "", 2},
      {"gpu:1k", "gpu", "", 1024},
      {"gpu:1m", "gpu", "", 1048576},
  }));
  CAPTURE(row.text);
  const auto reading = read_tres_item(row.text, "gres", kRelease);
  REQUIRE(reading.fault == TresFault::None);
  CHECK(reading.item.name == row.name);
  CHECK(reading.item.type == row.type);
  CHECK(reading.item.count == row.count);
}

TEST_CASE("items that Slurm cannot read") {
  for (const std::string_view text : {"gpu:", "gpu:a100:", "gpu:a100:x"}) {
    CAPTURE(text);
    CHECK(read_tres_item(text, "gres", kRelease).fault != TresFault::None);
  }
}

TEST_CASE("a list of resources is walked by the word in front of each") {
  TresReader reader("cpu=2,gres/gpu:a100:2,gres/tmp:0,gres/gpu=1", "gres", kRelease);
  auto item = reader.next();
  REQUIRE(item.has_value());
  CHECK(item->type == "a100");
  item = reader.next();
  REQUIRE(item.has_value());
  CHECK(item->name == "gpu");
  CHECK(item->type.empty());
  CHECK_FALSE(reader.next().has_value());
  CHECK(reader.fault() == TresFault::None);
}

TEST_CASE("mail types") {
  const auto shown = [](std::string_view text) {
    const auto types = read_mail_types(text);
    return types ? show_mail_types(*types) : "refused";
  };
  CHECK(shown("END") == "END");
  CHECK(shown("end,Fail") == "END,FAIL");
  CHECK(shown("FAIL,END") == "END,FAIL");
  CHECK(shown("NONE") == "NONE");
  CHECK(shown("END,x") == "END");
  CHECK(shown("x") == "refused");
  CHECK(shown("") == "refused");
}

TEST_CASE("profiles are found anywhere in the text") {
  CHECK(read_profile("task,energy") == "Energy,Task");
  CHECK(read_profile("all") == read_profile("energy,task,lustre,network"));
  CHECK(read_profile("none") == "None");
  CHECK_FALSE(read_profile("x").has_value());
}

TEST_CASE("signals") {
  const auto shown = [](std::string_view text, Release release = kRelease) {
    const auto spec = read_signal(text, release);
    return spec ? show_signal(*spec, release) : "refused";
  };
  CHECK(shown("USR1") == "USR1");
  CHECK(shown("SIGUSR1@120") == "USR1@120");
  CHECK(shown("B:TERM@30") == "B:TERM@30");
  CHECK(shown("R:10@5") == "R:USR1@5");
  CHECK(shown("BR:usr2") == "RB:USR2");
  CHECK(shown("x") == "refused");
  CHECK(shown("USR1@") == "USR1@0");
  CHECK(shown("USR1@60s") == "refused");
  CHECK(shown("USR1@70000") == "refused");
}

TEST_CASE("layouts of tasks") {
  const auto shown = [](std::string_view text, std::optional<std::string_view> plane = {}) {
    const auto spec = read_distribution(text, plane);
    return spec ? show_distribution(*spec).value_or("(nothing)") : spec.refusal().message;
  };
  CHECK(shown("block") == "block");
  CHECK(shown("Cyclic:Block") == "cyclic:block");
  CHECK(shown("block:*:fcyclic") == "block:cyclic:fcyclic");
  CHECK(shown("plane=4") == "plane=4");
  CHECK(shown("plane", "8") == "plane=8");
  CHECK(shown("arbitrary") == "arbitrary");
  CHECK(shown("block,pack") == "block,pack");
  CHECK(shown("nopack") == "nopack");
  CHECK(shown("x") == "Invalid --distribution specification");
  CHECK(shown("plane") == "Invalid plane size or size not specified");
}

TEST_CASE("lists that are checked at the end") {
  const NodeShape given{.sockets = 2, .cores = 8, .threads = 2};
  CHECK(*read_hint("compute_bound", given) == NodeShape{.threads = 1});
  CHECK(*read_hint("memory_bound", given) == NodeShape{.sockets = 2, .cores = 1, .threads = 1});
  CHECK(*read_hint("multithread", given) == NodeShape{.sockets = 2, .cores = 8});
  CHECK(*read_hint("multithread,NoMultithread", {}) == NodeShape{.threads = 1});
  CHECK(read_hint("x", {}).refusal().message == "unrecognized --hint argument \"x\", see --hint=help");
  CHECK(read_hint("help", {}).refusal().message.empty());
  CHECK_FALSE(check_propagate("ALL").has_value());
  CHECK_FALSE(check_propagate("RLIMIT_AS,NOFILE").has_value());
  CHECK(check_propagate("x").has_value());
  CHECK_FALSE(check_acctg_freq("30").has_value());
  CHECK_FALSE(check_acctg_freq("task=30,energy=5").has_value());
  CHECK(check_acctg_freq("foo=1").has_value());
}

TEST_CASE("flags of GRES") {
  const auto shown = [](std::string_view text, Release release = kRelease) {
    const auto flags = read_gres_flags(text, 0, release);
    return flags ? show_gres_flags(*flags) : "refused";
  };
  CHECK(shown("enforce-binding") == "enforce-binding");
  CHECK(shown("disable-binding") == "disable-binding");
  CHECK(shown("x") == "refused");
  CHECK(shown("multiple-tasks-per-sharing", Release::V22_05) == "refused");
}

}  // namespace sbatchlint
