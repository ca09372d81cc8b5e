#include "job/job.h"

#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

namespace sbatchlint {
namespace {

// A job made by hand: commands as chains of program names.
struct Fixture {
  SourceText source{"job.sh", "#!/bin/bash\n"};
  Directives directives;
  Script script;
  Request request;
  Site site;

  Fixture() { request.components.resize(1); }

  Command& add(const std::vector<std::string>& chain, Via via = Via::Script) {
    Command command;
    command.via = via;
    for (const std::string& name : chain) {
      Invocation invocation;
      invocation.name = name;
      command.chain.push_back(invocation);
    }
    script.commands.push_back(command);
    return script.commands.back();
  }
  [[nodiscard]] Job job() const {
    return {.source = source, .directives = directives, .script = script, .request = request, .site = site};
  }
};

TEST_CASE("calls are found behind wrappers, in the order of the text") {
  Fixture fixture;
  fixture.add({"srun", "time", "python"});
  fixture.add({"python"});
  const Job job = fixture.job();
  const std::vector<Call> found = job.calls("python");
  REQUIRE(found.size() == 2);
  CHECK(found[0].command == &fixture.script.commands[0]);
  CHECK(found[0].position == 2);
  CHECK(found[1].command == &fixture.script.commands[1]);
  CHECK(found[1].invocation().name == "python");
  CHECK(job.calls().size() == 4);
  CHECK(job.calls("perl").empty());
}

TEST_CASE("text that becomes a script of its own, and what is never reached, does not run here") {
  Fixture fixture;
  fixture.add({"sbatch"});
  fixture.add({"srun"}, Via::SubmittedScript).outer = 0;
  fixture.add({"bash"}, Via::WrittenScript);
  fixture.add({"srun"}, Via::CommandString).outer = 2;
  fixture.add({"srun"}).reachable = false;
  CHECK(fixture.job().calls("srun").empty());
  CHECK(fixture.job().calls("sbatch").size() == 1);
}

TEST_CASE("a call runs inside what stands before it and what its outer command is") {
  Fixture fixture;
  fixture.add({"singularity", "bash"});
  fixture.add({"env", "python"}, Via::CommandString).outer = 0;
  const Job job = fixture.job();
  constexpr std::string_view kContainers[] = {"apptainer", "singularity"};
  constexpr std::string_view kPython[] = {"python"};
  CHECK(job.runs_inside(job.calls("python").front(), kContainers));
  CHECK(job.runs_inside(job.calls("bash").front(), kContainers));
  CHECK_FALSE(job.runs_inside(job.calls("singularity").front(), kContainers));
  CHECK_FALSE(job.runs_inside(job.calls("env").front(), kPython));
}

TEST_CASE("a file is a batch script by its directives, or by what stands beside it") {
  Fixture fixture;
  CHECK_FALSE(fixture.job().is_batch_script());

  Fixture with_directive;
  with_directive.directives.lines.emplace_back();
  CHECK(with_directive.job().is_batch_script());

  Fixture with_near_miss;
  with_near_miss.directives.near_misses.emplace_back();
  CHECK(with_near_miss.job().is_batch_script());

  Fixture with_late;
  with_late.directives.late.push_back({.span = {0, 4}});
  CHECK(with_late.job().is_batch_script());

  Fixture with_arguments;
  with_arguments.request.components[0].uses.push_back({.origin = Origin::CommandLine});
  CHECK(with_arguments.job().is_batch_script());
}

TEST_CASE("a late directive inside a string or heredoc does not make a batch script") {
  Fixture fixture;
  fixture.directives.late.push_back({.span = {2, 4}});
  fixture.script.strings.push_back({0, 8});
  CHECK_FALSE(fixture.job().is_batch_script());
}

TEST_CASE("a job has a GPU for certain, perhaps, or not") {
  struct Row {
    GpuRequest request;
    bool may;
    bool has;
  };
  const Span none;
  const auto known = [none](std::uint64_t count) { return Setting<Count>::known({count}, none); };
  const auto row = GENERATE_COPY(values<Row>({
      {{.asked = false}, false, false},
      {{.asked = true, .total = known(2)}, true, true},
      {{.asked = true, .total = known(0)}, false, false},
      {{.asked = true, .total = Setting<Count>::unknown(none)}, true, false},
      {{.asked = true, .total = Setting<Count>::unknown(none), .per_node = known(1)}, true, true},
      {{.asked = true}, true, false},
  }));
  Fixture fixture;
  fixture.request.components[0].gpu = row.request;
  CHECK(fixture.job().may_have_gpu() == row.may);
  CHECK(fixture.job().has_gpu() == row.has);
}

}  // namespace
}  // namespace sbatchlint
