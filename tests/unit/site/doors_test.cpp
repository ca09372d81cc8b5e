#include "site/doors.h"

#include <string>

#include "site/site.h"
#include "support/catch.hpp"

namespace sbatchlint {
namespace {

std::string profile_with(const std::string& doors) {
  return "schema = 1\n[site]\nname = \"x\"\n" + doors + "\n[[qos]]\nname = \"q\"\n";
}

TEST_CASE("a profile without doors has none, and one with a bare table the usual ones") {
  CHECK(!parse_site(profile_with(""), "x").value().doors);
  const Doors doors = parse_site(profile_with("[doors]"), "x").value().doors.value();
  CHECK(doors.rescue.mode == DoorMode::Block);
  CHECK(!doors.rescue.fails_closed);
  CHECK(doors.rescue.time_budget_ms == 2000);
  CHECK(doors.fail_on == "error");
  CHECK(doors.binding);
  CHECK(doors.allow_force);
  CHECK(!doors.command_lines);
  CHECK(doors.exempt.steps.empty());
}

TEST_CASE("the table alone reads as it does within its profile") {
  const std::string toml = profile_with(
      "[doors]\nmode = \"warn\"\nfail_on = \"note\"\nwhen_broken = \"closed\"\ntime_budget_ms = 5\nbinding = false\n"
      "allow_force = false\ncommand_lines = true\nexempt = \"qos == 'q'\"\nlog = \"syslog\"\nsbatch = \"/bin/sbatch\"\n"
      "docs = \"https://a.example.org\"\n[scheduler]\nmax_array_index = 5");
  const Doors whole = parse_site(toml, "x").value().doors.value();
  const Doors alone = read_doors(toml, "x").value().value();
  for (const Doors& doors : {whole, alone}) {
    CHECK(doors.rescue.mode == DoorMode::Warn);
    CHECK(doors.rescue.fails_closed);
    CHECK(doors.rescue.time_budget_ms == 5);
    CHECK(doors.fail_on == "note");
    CHECK(!doors.binding);
    CHECK(!doors.allow_force);
    CHECK(doors.command_lines);
    CHECK(doors.exempt.text == "qos == 'q'");
    CHECK(doors.rescue.log == "syslog");
    CHECK(doors.sbatch == "/bin/sbatch");
    CHECK(doors.docs == "https://a.example.org/");
  }
  CHECK(!read_doors(profile_with(""), "x").value());
}

TEST_CASE("what is wrong in the table is said with the line of the profile") {
  const std::string toml = profile_with("[[node]]\nnames = [\"n\"]\n\n[doors]\nmode = \"warn\"\nlog = \"here\"");
  const std::string message = "x:9: `log` of [doors] has to be `syslog` or a path from the root";
  CHECK(parse_site(toml, "x").error().message == message);
  CHECK(read_doors(toml, "x").error().message == message);
  CHECK(read_doors(profile_with("[doors]\nmodus = 1"), "x").error().message == "x:5: unknown key `modus` in [doors]");
}

TEST_CASE("doors are not inherited") {
  const ReadProfile inherited = [](std::string_view) { return Result<std::string>(profile_with("[doors]")); };
  const std::string toml = "schema = 1\n[site]\nname = \"y\"\ninherits = [\"x\"]\n";
  CHECK(!parse_site(toml, "y", inherited).value().doors);
}

TEST_CASE("the lines that count where the profile cannot be read") {
  struct Row {
    std::string toml;
    DoorMode mode;
    bool fails_closed;
    std::uint64_t budget;
    std::string log = {};
  };
  const auto row = GENERATE(values<Row>({
      {"", DoorMode::Block, false, 2000},
      {"[doors]\nmode = \"warn\"", DoorMode::Warn, false, 2000},
      {"[doors] # now\r\n  mode='observe' # so far\r\n\twhen_broken = \"closed\"\r\n", DoorMode::Observe, true, 2000},
      {"[doors]\ntime_budget_ms = 1_500 # ms\n", DoorMode::Block, false, 1500},
      {"[doors]\ntime_budget_ms = 0\nmode = \"blok\"\nwhen_broken = closed\n", DoorMode::Block, true, 2000},
      {"mode = \"warn\"\n[other]\nmode = \"warn\"\n[doors]\n[[qos]]\nmode = \"warn\"", DoorMode::Block, false, 2000},
      {"[doors]\n# mode = \"warn\"\nmode_ = \"warn\"\n", DoorMode::Block, false, 2000},
      {"[doors]\nmode = \"warn\nwhen_broken", DoorMode::Warn, false, 2000},
      {"[doors]\nlog = \"syslog\"\n", DoorMode::Block, false, 2000, "syslog"},
      {"[doors]\nlog = '/var/log/a b'\n", DoorMode::Block, false, 2000, "/var/log/a b"},
      {"[doors]\nlog = \"doors.log\"\n", DoorMode::Block, false, 2000},
  }));
  CAPTURE(row.toml);
  const DoorRescue rescue = read_door_lines(row.toml);
  CHECK(rescue.mode == row.mode);
  CHECK(rescue.fails_closed == row.fails_closed);
  CHECK(rescue.time_budget_ms == row.budget);
  CHECK(rescue.log == row.log);
}

}  // namespace
}  // namespace sbatchlint
