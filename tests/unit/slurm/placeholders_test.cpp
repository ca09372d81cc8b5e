#include <string>

#include "slurm/directives.h"
#include "slurm/request.h"
#include "support/catch.hpp"

namespace sbatchlint {

TEST_CASE("a word with a placeholder is not known, whatever stands in it") {
  const SourceText script("job.sh",
                          "#!/bin/bash\n"
                          "#SBATCH --time={{ hours # note }}:00:00 --job-name=\"a {{ b }}\"\n"
                          "#SBATCH --account=<your account> --mem=4G\n"
                          "{% if gpu %}\n"
                          "#SBATCH --gres=gpu:1\n"
                          "{% endif %}\n");
  const Directives directives = read_directives(script, Release::V26_05, Placeholders::Holes);
  CHECK(directives.template_lines.size() == 2);
  CHECK_FALSE(directives.header_end.has_value());
  const Request request = resolve_request(script, directives, {.release = Release::V26_05});
  const Component& part = request.components.front();
  CHECK(request.faults.empty());
  CHECK_FALSE(request.accepted.has_value());
  CHECK(part.time.unknown());
  CHECK(part.text("account").unknown());
  CHECK(part.text("job-name").unknown());
  CHECK(part.mem.value() == Megabytes{4096});
  CHECK(part.gres.known());
}

TEST_CASE("directives below a template's code are the header, unless a command stands behind the code") {
  const std::string code = "#!/bin/bash\n<%\nx = 1\n#SBATCH --mem=1G\n-%>";
  const SourceText script("job.sh", code + "\n#SBATCH --time=5\ntrue\n");
  const Directives directives = read_directives(script, Release::V26_05, Placeholders::Holes);
  CHECK(directives.template_lines.size() == 4);
  REQUIRE(directives.lines.size() == 1);
  CHECK(script.slice(directives.lines[0].span) == "#SBATCH --time=5");
  CHECK(directives.late.empty());
  const SourceText other("job.sh", code + " true\n#SBATCH --time=5\n");
  CHECK(read_directives(other, Release::V26_05, Placeholders::Holes).lines.empty());
  CHECK(read_directives(script, Release::V26_05).lines.empty());
}

TEST_CASE("to sbatch a placeholder is text like any other") {
  const SourceText script("job.sh", "#!/bin/bash\n#SBATCH --job-name=<x>\n{% if x %}\n#SBATCH --mem=4G\n");
  const Directives directives = read_directives(script, Release::V26_05);
  CHECK(directives.template_lines.empty());
  CHECK(directives.header_end == 35U);
  const Request request = resolve_request(script, directives, {.release = Release::V26_05});
  CHECK(request.components.front().text("job-name").value() == "<x>");
  CHECK(request.accepted == true);
}

TEST_CASE("words behind a stray one are read, and marked") {
  const SourceText script("job.sh", "#!/bin/bash\n#SBATCH --mem=4G oops --time=5 oh\n#SBATCH --foo --nodes=x\n");
  const Request request =
      resolve_request(script, read_directives(script, Release::V26_05), {.release = Release::V26_05});
  CHECK(request.components.front().time.value() == Minutes{.count = 5});
  CHECK(request.accepted == false);
  std::string found;
  for (const Fault& fault : request.faults) found += fault.written + (fault.after_stop ? "! " : " ");
  CHECK(found == "oops oh! --foo! x! ");
  CHECK(request.faults.front().message == "Invalid directive found in batch script: oops");
}

TEST_CASE("a byte-order mark does not hide the directives") {
  const SourceText script("job.sh", "\xEF\xBB\xBF#!/bin/bash\n#SBATCH --time=5\n");
  const Directives directives = read_directives(script, Release::V26_05);
  CHECK(directives.fault == ScriptFault::NoShebang);
  CHECK(directives.lines.size() == 1);
}

}  // namespace sbatchlint
