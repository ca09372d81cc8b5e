#include "lint/messages.h"

#include <algorithm>
#include <string_view>

#include "support/catch.hpp"

using sbatchlint::find_messages;
using sbatchlint::slurm_messages;

TEST_CASE("what Slurm prints is found, the most exact row first") {
  struct Row {
    std::string_view said;
    std::string_view text;
  };
  const auto row = GENERATE(values<Row>({
      {"sbatch: error: Invalid --time specification", "Invalid --time specification"},
      {"sbatch: error: Invalid directive found in batch script: foo", "Invalid directive found in batch script: *"},
      {"sbatch: fatal: --mem, --mem-per-cpu, and --mem-per-gpu are mutually exclusive.",
       "--mem, --mem-per-cpu, and --mem-per-gpu are mutually exclusive"},
      {"sbatch: fatal: job.sh: line 3: Unmatched `\"` in [--comment=\"a]", "Unmatched `*` in"},
      {"sbatch: error: Batch job submission failed: Requested node configuration is not available",
       "Requested node configuration is not available"},
      {"sbatch: error: Invalid --mem-per-cpu specification", "Invalid --mem-per-*specification"},
      {"(PartitionTimeLimit)", "PartitionTimeLimit"},
      {"(DependencyNeverSatisfied)", "DependencyNeverSatisfied"},
      {"qosmaxgresperuser", "QOSMaxGRESPerUser"},
      {"slurmstepd: error: Detected 1 oom-kill event(s) in StepId=1.batch", "oom-kill event"},
  }));
  CAPTURE(row.said);
  const auto found = find_messages(row.said);
  REQUIRE(!found.empty());
  CHECK(found.front()->text == row.text);
}

TEST_CASE("a word of another meaning is no pending reason") {
  CHECK(find_messages("--priority=top").empty());
  CHECK(find_messages("how do I ask for a GPU").empty());
}

TEST_CASE("every row finds itself, says what to do, and ends its sentences one way") {
  for (const auto& row : slurm_messages()) {
    CAPTURE(row.text);
    const auto found = find_messages(row.text);
    CHECK(std::ranges::find(found, &row) != found.end());
    CHECK(row.meaning.ends_with('.'));
    CHECK(!row.remedy.empty());
    CHECK(!row.remedy.ends_with('.'));
  }
}
