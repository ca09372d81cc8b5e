#include "slurm/request.h"

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/catch.hpp"

namespace sbatchlint {

namespace {

SourceText script_of(std::string_view lines) { return {"job.sh", "#!/bin/bash\n" + std::string(lines) + "\ntrue\n"}; }

Request resolve(const SourceText& source, SubmitContext context = {.release = Release::V26_05}) {
  const Release release = context.release.value_or(kNewestRelease);
  if (!context.facts.gres_types) context.facts.gres_types = {"gpu"};
  return resolve_request(source, read_directives(source, release), context);
}

Request resolve(std::string_view lines, Release release = Release::V26_05) {
  return resolve(script_of(lines), {.release = release});
}

// What sbatch would show for an option; "-" where it is not set.
std::string setting(const Component& component, std::string_view name) {
  for (const auto& [key, value] : component.settings) {
    if (key == name) return value.value_or("null");
  }
  return "-";
}

// The first message; empty where the script is accepted.
std::string refusal(std::string_view lines, Release release = Release::V26_05) {
  const Request request = resolve(lines, release);
  CHECK(request.accepted == request.faults.empty());
  return request.faults.empty() ? "" : request.faults.front().message;
}

}  // namespace

TEST_CASE("typed values of a component") {
  const Request request = resolve(
      "#SBATCH --time=1-12:00:00 --time-min=30 --nodes=2-4 -n 16 --ntasks-per-node=8 -c 4\n"
      "#SBATCH --mem=32G --gres=gpu:a100:2,gpu:1 --array=0-9:3%2 --cpus-per-gpu=2");
  const Component& part = request.components.front();
  CHECK(part.time.value() == Minutes{.count = 2160});
  CHECK(part.time_min.value() == Minutes{.count = 30});
  CHECK(part.nodes.value() == NodeRange{2, 4});
  CHECK(part.ntasks.value() == Count{16});
  CHECK(part.ntasks_per_node.value() == Count{8});
  CHECK(part.cpus_per_task.value() == Count{4});
  CHECK(part.cpus_per_gpu.value() == Count{2});
  CHECK(part.mem.value() == Megabytes{32768});
  CHECK(part.gres.value() == std::vector<Gres>{{"gpu", "a100", 2}, {"gpu", "", 1}});
  CHECK(part.array.value().size == 4);
  CHECK(part.array.value().highest == 9);
  CHECK(part.array.value().throttle == 2U);
  CHECK(part.mem_per_cpu.absent());
}

TEST_CASE("a value points at what is written") {
  const SourceText source = script_of("#SBATCH --time=5 -n 2 --mem=\"4G\"");
  const Component part = resolve(source).components.front();
  CHECK(source.slice(part.time.span()) == "5");
  CHECK(source.slice(part.ntasks.span()) == "2");
  CHECK(source.slice(part.mem.span()) == "\"4G\"");
  CHECK(part.time.origin() == Origin::Directive);
  CHECK(source.slice(part.effective("mem")->parsed.span) == "--mem=\"4G\"");
  CHECK(part.effective("mem")->line == 1);
}

TEST_CASE("values are shown as Slurm shows them") {
  struct Row {
    std::string_view option;
    std::string_view name;
    std::string_view shown;
  };
  const auto row = GENERATE(values<Row>({
      {"--time=5", "time", "00:05:00"},
      {"--time=0", "time", "UNLIMITED"},
      {"--mem=4096", "mem", "4G"},
      {"--mem=0", "mem", "0?"},
      {"--gres=gpu:2", "gres", "gres/gpu:2"},
      {"--gres=none", "gres", "none"},
      {"--mail-type=fail,end", "mail-type", "END,FAIL"},
      {"--exclusive", "exclusive", "exclusive"},
      {"--exclusive=user", "exclusive", "user"},
      {"--hold", "hold", "set"},
      {"-N 2-4", "nodes", "2-4"},
      {"-N 2", "nodes", "2"},
      {"--tasks-per-node=4", "ntasks-per-node", "4"},
      {"--signal=B:USR1@120", "signal", "B:USR1@120"},
      {"--no-requeue", "no-requeue", "no-requeue"},
  }));
  CAPTURE(row.option);
  const Request request = resolve("#SBATCH " + std::string(row.option));
  CHECK(setting(request.components.front(), row.name) == row.shown);
}

TEST_CASE("the later use wins, and both are kept") {
  const Request request = resolve("#SBATCH -n 2\n#SBATCH --ntasks=4\n#SBATCH --tasks-per-node=1 --ntasks-per-node=2");
  const Component& part = request.components.front();
  REQUIRE(part.uses.size() == 4);
  CHECK(part.uses[0].overridden);
  CHECK_FALSE(part.uses[1].overridden);
  CHECK(part.uses[2].overridden);
  CHECK(part.ntasks.value() == Count{4});
  CHECK(part.ntasks_per_node.value() == Count{2});
  CHECK(part.effective("tasks-per-node") == part.effective("ntasks-per-node"));
  CHECK(part.effective("mem") == nullptr);
}

TEST_CASE("options that share a place override each other") {
  const Component part = resolve("#SBATCH --requeue --no-requeue --exclusive -s").components.front();
  CHECK(part.uses[0].overridden);
  CHECK(part.uses[2].overridden);
  CHECK(part.effective("exclusive") == nullptr);
  CHECK(part.effective("oversubscribe") != nullptr);
}

TEST_CASE("text of an option, with its state") {
  const Component part = resolve("#SBATCH --job-name=a --mail-type=x --comment=").components.front();
  CHECK(part.text("job-name").value() == "a");
  CHECK(part.text("mail-type").invalid());
  CHECK(part.text("comment").value().empty());
  CHECK(part.text("partition").absent());
}

TEST_CASE("sbatch stops at the first of these") {
  struct Row {
    std::string_view lines;
    FaultKind kind;
    std::string_view message;
    std::string_view at;
    int exit_status;
  };
  const auto row = GENERATE(values<Row>({
      {"#SBATCH --foo=1", FaultKind::UnknownOption, "unrecognized option '--foo=1'", "--foo", 255},
      {"#SBATCH -Z", FaultKind::UnknownOption, "invalid option -- 'Z'", "Z", 255},
      {"#SBATCH --ntask=1", FaultKind::AmbiguousOption,
       "option '--ntask=1' is ambiguous; possibilities: '--ntasks' '--ntasks-per-core' '--ntasks-per-gpu' "
       "'--ntasks-per-node' '--ntasks-per-socket' '--ntasks-per-tres'",
       "--ntask", 255},
      {"#SBATCH --time", FaultKind::MissingValue, "option '--time' requires an argument", "--time", 255},
      {"#SBATCH -t", FaultKind::MissingValue, "option requires an argument -- 't'", "-t", 255},
      {"#SBATCH --hold=yes", FaultKind::UnexpectedValue, "option '--hold' doesn't allow an argument", "--hold=yes",
       255},
      {"#SBATCH -n 2 job.sh", FaultKind::StrayWord, "Invalid directive found in batch script: job.sh", "job.sh", 255},
      {"#SBATCH --time=5m", FaultKind::InvalidValue, "Invalid --time specification", "5m", 255},
      {"#SBATCH -n x", FaultKind::InvalidValue, "Invalid numeric value \"x\" for --ntasks.", "x", 1},
      {"#SBATCH --mem=1 --mem-per-cpu=1", FaultKind::Conflict,
       "--mem, --mem-per-cpu, and --mem-per-gpu are mutually exclusive.", "--mem-per-cpu=1", 1},
      {"#SBATCH -J 'a", FaultKind::Line, "job.sh: line 2: Unmatched `'` in [ 'a]", "'", 1},
  }));
  CAPTURE(row.lines);
  const SourceText source = script_of(row.lines);
  const Request request = resolve(source);
  CHECK(request.accepted == false);
  REQUIRE_FALSE(request.faults.empty());
  const Fault& fault = request.faults.front();
  CHECK(fault.kind == row.kind);
  CHECK(fault.message == row.message);
  CHECK(source.slice(fault.span) == row.at);
  CHECK(fault.exit_status == row.exit_status);
}

TEST_CASE("a conflict names both options") {
  const SourceText source = script_of("#SBATCH --mem=1G\n#SBATCH --mem-per-cpu=1G");
  const Request request = resolve(source);
  REQUIRE(request.faults.size() == 1);
  const Fault& fault = request.faults.front();
  CHECK(fault.spec->name == "mem-per-cpu");
  REQUIRE(fault.other != nullptr);
  CHECK(fault.other->name == "mem");
  CHECK(source.slice(fault.other_span) == "--mem=1G");
}

TEST_CASE("a linter goes on where sbatch stops") {
  const Request request = resolve("#SBATCH --foo --time=x\n#SBATCH -n y --hold=1\n#SBATCH -c 4");
  std::string kinds;
  for (const Fault& fault : request.faults) kinds += std::to_string(static_cast<int>(fault.kind)) + " ";
  CHECK(request.faults.size() == 4);
  CHECK(request.components.front().cpus_per_task.value() == Count{4});
  CHECK(request.components.front().time.invalid());
}

TEST_CASE("options that go only with others") {
  CHECK(refusal("#SBATCH --gpus-per-task=1 -n 2").empty());
  CHECK(refusal("#SBATCH --gpus-per-task=1") ==
        "Failed to validate job spec. --gpus-per-task or --tres-per-task used without either --gpus or -n/--ntasks is "
        "not allowed.");
  CHECK(refusal("#SBATCH --gpus-per-socket=1") == "--gpus-per-socket option requires --sockets-per-node specification");
  CHECK(refusal("#SBATCH --exclusive -s", Release::V22_05).empty());
  CHECK(refusal("#SBATCH --begin=2034-01-02 --deadline=2034-01-01") ==
        "Incompatible begin and deadline time specification");
  CHECK(refusal("#SBATCH --hint=x") == "unrecognized --hint argument \"x\", see --hint=help");
  CHECK(refusal("#SBATCH -N 4-2") == "Maximum node count 2 is less than minimum node count 4");
  CHECK(refusal("#SBATCH --gres=gpu:2,gpu:a100:1") ==
        "Invalid GRES specification (with and without type identification)");
}

TEST_CASE("components of a heterogeneous job") {
  const SourceText source = script_of(
      "#SBATCH --account=x --mem=1G -n 4\n"
      "#SBATCH hetjob\n"
      "#SBATCH -n 2 --time=5");
  const Request request = resolve(source);
  REQUIRE(request.components.size() == 2);
  CHECK(request.is_heterogeneous());
  const Component& first = request.components[0];
  const Component& second = request.components[1];
  CHECK(first.index == 0);
  CHECK(second.index == 1);
  CHECK(second.ntasks.value() == Count{2});
  // Memory by the node carries over like the account; memory by the CPU would not.
  CHECK(second.mem.value() == Megabytes{1024});
  CHECK(second.effective("mem")->component == 0);
  CHECK(second.text("account").value() == "x");
  CHECK(second.effective("account")->component == 0);
  CHECK(first.time.absent());
  CHECK(source.slice(first.header) == "#SBATCH --account=x --mem=1G -n 4");
  CHECK(source.slice(second.header) == "#SBATCH hetjob");
  CHECK(first.insertion == source.line_span(2).begin);
  CHECK(second.insertion == source.line_span(4).begin);
}

TEST_CASE("where a directive may be put") {
  CHECK(resolve(SourceText("job.sh", "#!/bin/bash\ntrue\n")).components.front().insertion == 12U);
  CHECK_FALSE(resolve(SourceText("job.sh", "#!/bin/bash")).components.front().insertion.has_value());
  CHECK_FALSE(resolve(SourceText("job.sh", "true\n")).components.front().insertion.has_value());
  CHECK_FALSE(resolve(SourceText("job.sh", "#!/bin/bash\n#SBATCH -H")).components.front().insertion.has_value());
  CHECK(directive_line("--time=01:00:00", SourceText("job.sh", "#!/bin/sh\n")) == "#SBATCH --time=01:00:00\n");
  CHECK(directive_line("-n 1", SourceText("job.sh", "#!/bin/sh\r\n")) == "#SBATCH -n 1\r\n");
}

TEST_CASE("what releases disagree on is no fault where the release is not known") {
  const auto faults = [](std::string_view lines) { return resolve(script_of(lines), {}).faults.size(); };
  CHECK(faults("#SBATCH --foo") == 1);
  // --tres-per-task came with 23.02, --power went with 24.05.
  CHECK(faults("#SBATCH --tres-per-task=cpu:1") == 0);
  CHECK(faults("#SBATCH --power=level") == 0);
  const Request request = resolve(script_of("#SBATCH --power=level"), {});
  CHECK_FALSE(request.release_known);
  CHECK_FALSE(request.accepted.has_value());
}

TEST_CASE("a script that is none is refused") {
  const Request request = resolve(SourceText("job.sh", "echo\n"));
  CHECK(request.accepted == false);
  CHECK(request.faults.front().kind == FaultKind::Script);
  CHECK(request.faults.front().message == "This does not look like a batch script.  The first");
}

TEST_CASE("a verdict that rests on something unknown is left open") {
  const SourceText source = script_of("#SBATCH --clusters=all");
  SubmitContext context{.release = Release::V26_05};
  CHECK_FALSE(resolve(source, context).accepted.has_value());
  context.facts.has_accounting = false;
  CHECK(resolve(source, context).faults.front().message == "Problem talking to database");

  const SourceText with_file = script_of("#SBATCH --nodefile=nodes.txt");
  CHECK_FALSE(resolve(with_file).accepted.has_value());
  context = {.release = Release::V26_05};
  context.facts.files = std::vector<SideFile>{{"nodes.txt", "n1\nn2\n"}};
  CHECK(resolve(with_file, context).accepted == true);
  context.facts.files = std::vector<SideFile>{};
  CHECK(resolve(with_file, context).accepted == false);

  const SourceText other_gres = script_of("#SBATCH --gres=tmp:1");
  CHECK(resolve(other_gres).accepted == false);
}

TEST_CASE("a value beyond all measure is not read") {
  const Request request = resolve("#SBATCH --comment=" + std::string(10000, 'x'));
  CHECK(request.components.front().text("comment").unknown());
  CHECK_FALSE(request.accepted.has_value());
}

}  // namespace sbatchlint
