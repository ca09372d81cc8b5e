#include "job/launchers.h"

#include "job/step.h"
#include "support/catch.hpp"

using sbatchlint::Invocation;
using sbatchlint::launcher_kind;
using sbatchlint::LauncherKind;
using sbatchlint::Release;
using sbatchlint::Step;
using sbatchlint::Word;

namespace {

// A call as the shell layer would hand it over, all words known. A word that begins with `$` is a hole that may split.
Invocation call(std::string name, const std::vector<std::string>& words) {
  Invocation made;
  made.name = std::move(name);
  std::uint32_t at = 0;
  for (const std::string& text : words) {
    Word word{.text = text, .span = {at, at + static_cast<std::uint32_t>(text.size())}};
    if (text.starts_with('$')) {
      word.text.clear();
      word.holes.push_back({.at = 0, .splits = true});
    }
    at = word.span.end + 1;
    made.args.push_back(std::move(word));
  }
  return made;
}

}  // namespace

TEST_CASE("launchers are known by program and by Python module") {
  CHECK(launcher_kind("mpiexec.hydra") == LauncherKind::Mpi);
  CHECK(launcher_kind("srun") == LauncherKind::Step);
  CHECK_FALSE(launcher_kind("python"));
  CHECK_FALSE(launcher_kind(""));
  CHECK(launcher_kind(call("python3.11", {"-u", "-m", "torch.distributed.run", "x.py"})) == LauncherKind::Processes);
  CHECK_FALSE(launcher_kind(call("python", {"train.py", "-m", "torch.distributed.run"})));
}

TEST_CASE("the options of a step are read as srun reads them") {
  const Step step(call("srun", {"-n4", "--cpus-per-task", "2", "--exact"}), Release::V23_02);
  CHECK(step.certain());
  CHECK(step.has("exact"));
  CHECK(step.number("ntasks").value() == 4);
  CHECK(step.number("cpus-per-task").value() == 2);
  CHECK(step.number("nodes").absent());
}

TEST_CASE("an option behind words that only the shell knows is not certain to be absent") {
  const Step step(call("srun", {"$OPTS", "-n", "$N"}), Release::V24_11);
  CHECK_FALSE(step.certain());
}

TEST_CASE("a value that only the shell knows is unknown") {
  Invocation srun = call("srun", {"-n", "x"});
  srun.args[1].text.clear();
  srun.args[1].holes.push_back({.at = 0, .splits = false});
  const Step step(srun, Release::V24_11);
  CHECK(step.number("ntasks").unknown());
}
