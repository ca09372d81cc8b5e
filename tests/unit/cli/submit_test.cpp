#include "hosts/cli/submit.h"

#include "support/catch.hpp"
#include "unit/cli/fake_world.h"

namespace sbatchlint::cli {
namespace {

TEST_CASE("a time is read as UTC") {
  struct Row {
    std::string_view text;
    std::optional<std::int64_t> seconds;
  };
  const auto row = GENERATE(values<Row>({
      {"0", 0},
      {"1795401900", 1795401900},
      {"1970-01-01", 0},
      {"1970-01-02T00:00", 86400},
      {"2026-11-23T02:45:00", 1795401900},
      {"2026-11-23T02:45:00Z", 1795401900},
      {"2024-02-29", 1709164800},
      {"2026-02-29", {}},
      {"2026-11-23T02", {}},
      {"2026-11-23T24:00", {}},
      {"2026-11-23T02:60", {}},
      {"2026-11-23T02:45:00.5", {}},
      {"2026-11-23T02:45:00:00", {}},
      {"-1", {}},
      {"tomorrow", {}},
      {"", {}},
  }));
  CAPTURE(row.text);
  CHECK(parse_utc(row.text) == row.seconds);
}

TEST_CASE("the site is the option's, else the variable's, else generic") {
  FakeFiles files;
  const World world = files.world();
  const auto chosen = [&world](const SubmitArguments& arguments) {
    const Result<ChosenSite> site = choose_site(arguments, world);
    return site ? site.value().site.name + " by " + site.value().origin : site.error().message;
  };
  CHECK(chosen({}) == "generic by default");
  files.variables["SBATCHLINT_SITE"] = "ai-cloud";
  CHECK(chosen({}) == "ai-cloud by SBATCHLINT_SITE");
  CHECK(chosen({.site = "generic"}) == "generic by --site");
  CHECK(chosen({.site = "./x.toml"}) == "cannot read the site profile `./x.toml`: no such file");
  CHECK(chosen({.site = "ai-clud"}).find("did you mean `ai-cloud`?") != std::string::npos);
}

TEST_CASE("release, clock and environment come from the arguments, else from site and world") {
  FakeFiles files;
  files.variables = {{"SBATCH_TIMELIMIT", "5"}, {"SBATCHLINT_SITE", "x"}, {"HOME", "/"}};
  const World world = files.world();
  Site site;
  site.release = Release::V23_02;
  const Result<SubmitContext> plain = submit_context({}, site, world);
  REQUIRE(plain.ok());
  CHECK(plain.value().release == Release::V23_02);
  CHECK(plain.value().now == 1'000'000);
  CHECK(plain.value().environment.empty());

  const Result<SubmitContext> given = submit_context(
      {.slurm_version = "24.11.7", .sbatch_args = {"-n2"}, .use_environment = true, .now = "1970-01-02"}, site, world);
  REQUIRE(given.ok());
  CHECK(given.value().release == Release::V24_11);
  CHECK(given.value().arguments == std::vector<std::string>{"-n2"});
  CHECK(given.value().now == 86400);
  REQUIRE(given.value().environment.size() == 1);
  CHECK(given.value().environment.front().first == "SBATCH_TIMELIMIT");

  CHECK(submit_context({.slurm_version = "new"}, site, world).error().message ==
        "`new` is no release of Slurm: say 24.11");
  CHECK(submit_context({.now = "soon"}, site, world).error().message == "`soon` is no time: say 2026-11-23T02:45:00");
}

}  // namespace
}  // namespace sbatchlint::cli
