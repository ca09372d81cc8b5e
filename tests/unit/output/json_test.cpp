#include <nlohmann/json.hpp>
#include <string>

#include "support/catch.hpp"
#include "unit/output/run_fixture.h"

namespace sbatchlint {
namespace {

using nlohmann::json;

TEST_CASE("JSON of check holds what the contract says") {
  Diagnostic diagnostic = finding(kMissingTime, {12, 32}, "{} GPUs", {"4"});
  diagnostic.help = "set --time";
  diagnostic.related = {{.span = {0, 2}, .message = "here"}};
  diagnostic.fixes = {
      {.title = "Add", .safety = Safety::Safe, .edits = {{.span = {33, 33}, .text = "#SBATCH --time=1\n"}}}};
  const json document =
      json::parse(written(write_json, run_of({file_of("#!/bin/bash\n#SBATCH --gres=gpu:1\n", {diagnostic})})));
  CHECK(document == json::parse(R"({
    "schema": 1, "version": "1.2.3", "site": "generic",
    "files": [{"path": "job.sh", "findings": [{
      "code": "SB201", "name": "missing-time", "level": "warning", "confidence": "high",
      "message": "4 GPUs", "help": "set --time",
      "span": {"start": {"line": 2, "column": 1, "offset": 12}, "end": {"line": 2, "column": 21, "offset": 32}},
      "related": [{"message": "here",
        "span": {"start": {"line": 1, "column": 1, "offset": 0}, "end": {"line": 1, "column": 3, "offset": 2}}}],
      "fixes": [{"title": "Add", "safety": "safe", "edits": [{"text": "#SBATCH --time=1\n",
        "span": {"start": {"line": 3, "column": 1, "offset": 33}, "end": {"line": 3, "column": 1, "offset": 33}}}]}],
      "suppressed": null}]}],
    "summary": {"files": 1, "errors": 0, "warnings": 1, "notes": 0}})"));
}

TEST_CASE("a suppressed finding says why, and is not counted") {
  FileResult file = file_of("#!\n", {});
  file.suppressed.push_back(
      {.diagnostic = finding(kMissingTime, {0, 2}, "x"), .reason = "the course asks for it", .in_source = true});
  const json document = json::parse(written(write_json, run_of({file})));
  CHECK(document["files"][0]["findings"][0]["suppressed"] ==
        json({{"reason", "the course asks for it"}, {"in_source", true}}));
  CHECK(document["summary"]["warnings"] == 0);
}

TEST_CASE("any bytes make valid JSON and SARIF") {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  const Diagnostic diagnostic = finding(kMissingTime, {3, 200}, "`{}` is odd", {bytes});
  const RunResult run = run_of({file_of(bytes + bytes, {diagnostic}, "\xFF\n.sh")});
  for (const WriteRun write : {write_json, write_sarif}) CHECK(json::accept(written(write, run)));
}

}  // namespace
}  // namespace sbatchlint
