// One run in the formats that other tools define: each held against what that tool's reader expects.
#include <algorithm>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "output/emitter.h"
#include "support/catch.hpp"

using nlohmann::json;
using sbatchlint::Diagnostic;
using sbatchlint::FileResult;
using sbatchlint::find_emitter;
using sbatchlint::Level;
using sbatchlint::Rule;
using sbatchlint::RunResult;
using sbatchlint::Safety;
using sbatchlint::SourceText;

namespace {

constexpr Rule kTime{.code = "SB201", .name = "missing-time"};
constexpr Rule kShell{.code = "SB601", .name = "interactive-shell"};

Diagnostic finding(const Rule& rule, Level level, sbatchlint::Span span, std::string_view message) {
  Diagnostic diagnostic;
  diagnostic.rule = &rule;
  diagnostic.level = level;
  diagnostic.span = span;
  diagnostic.message_template = message;
  return diagnostic;
}

// `é` is two bytes and one character; the path has everything that a format may trip over.
RunResult sample() {
  FileResult bad{.source = SourceText("a,b:100%/é <1>.sh", "#!/bin/bash\né; srun --pty bash\n"),
                 .diagnostics = {},
                 .suppressed = {}};
  bad.diagnostics.push_back(finding(kTime, Level::Warning, {0, 11}, "no time limit: 50%, \"quoted\" & <b>"));
  bad.diagnostics.push_back(finding(kShell, Level::Error, {16, 26}, "a shell\x1b[31m"));
  bad.diagnostics[1].help = "submit a job\nthat ends";
  bad.diagnostics[1].fixes.push_back(
      {.title = "Drop it", .safety = Safety::Unsafe, .edits = {{.span = {21, 26}, .text = ""}}});
  RunResult run{.version = "0.1", .site = "generic", .files = {}, .catalog = {}};
  run.files.push_back(bad);
  run.files.push_back({.source = SourceText("clean.sh", "#!/bin/bash\n"), .diagnostics = {}, .suppressed = {}});
  return run;
}

std::string written(std::string_view format) {
  std::string out;
  find_emitter(format)->write(sample(), {}, out);
  return out;
}

}  // namespace

TEST_CASE("gcc: one line a finding, columns in bytes, escapes made visible") {
  CHECK(written("gcc") ==
        "a,b:100%/é <1>.sh:1:1: warning: no time limit: 50%, \"quoted\" & <b> [SB201]\n"
        "a,b:100%/é <1>.sh:2:5: error: a shell␛[31m [SB601]\n");
}

TEST_CASE("github: what ends a command or a property is escaped, columns count characters") {
  CHECK(written("github") ==
        "::warning file=a%2Cb%3A100%25/é <1>.sh,line=1,endLine=1,col=1,endColumn=12,title=SB201 missing-time::no time "
        "limit: 50%25, \"quoted\" & <b>\n"
        "::error file=a%2Cb%3A100%25/é <1>.sh,line=2,endLine=2,col=4,endColumn=14,title=SB601 interactive-shell::a "
        "shell␛[31m%0Asubmit a job%0Athat ends\n");
}

TEST_CASE("gitlab: entries with description, name, severity, place, and a fingerprint of their own") {
  const json report = json::parse(written("gitlab"));
  REQUIRE(report.size() == 2);
  CHECK(report[0]["description"] == "SB201: no time limit: 50%, \"quoted\" & <b>");
  CHECK(report[0]["check_name"] == "missing-time");
  CHECK(report[0]["severity"] == "minor");
  CHECK(report[1]["severity"] == "major");
  CHECK(report[1]["location"]["path"] == "a,b:100%/é <1>.sh");
  CHECK(report[1]["location"]["lines"]["begin"] == 2);
  CHECK(report[0]["fingerprint"] != report[1]["fingerprint"]);
}

TEST_CASE("gitlab: the same finding twice has two fingerprints, the same in every run") {
  RunResult run = sample();
  run.files[0].diagnostics.push_back(run.files[0].diagnostics[0]);
  std::string first;
  std::string second;
  find_emitter("gitlab")->write(run, {}, first);
  find_emitter("gitlab")->write(run, {}, second);
  CHECK(first == second);
  const json report = json::parse(first);
  CHECK(report[0]["fingerprint"] != report[2]["fingerprint"]);
}

TEST_CASE("rdjson: byte columns, a single edit as suggestion") {
  const json report = json::parse(written("rdjson"));
  const json& second = report["diagnostics"][1];
  CHECK(report["source"]["name"] == "sbatchlint");
  CHECK(second["severity"] == "ERROR");
  CHECK(second["code"]["value"] == "SB601");
  CHECK(second["location"]["range"]["start"] == json({{"line", 2}, {"column", 5}}));
  CHECK(second["suggestions"][0]["range"]["end"] == json({{"line", 2}, {"column", 15}}));
  CHECK(second["suggestions"][0]["text"] == "");
}

TEST_CASE("checkstyle: markup is escaped, and what XML cannot hold is replaced") {
  CHECK(
      written("checkstyle") ==
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<checkstyle version=\"8.0\">\n"
      "  <file name=\"a,b:100%/é &lt;1&gt;.sh\">\n"
      "    <error line=\"1\" column=\"1\" severity=\"warning\" message=\"no time limit: 50%, &quot;quoted&quot; &amp; "
      "&lt;b&gt;\" source=\"sbatchlint.SB201\"/>\n"
      "    <error line=\"2\" column=\"4\" severity=\"error\" message=\"a shell\uFFFD[31m\" "
      "source=\"sbatchlint.SB601\"/>\n"
      "  </file>\n"
      "  <file name=\"clean.sh\">\n"
      "  </file>\n"
      "</checkstyle>\n");
}

TEST_CASE("junit: the counts add up, a clean file is a passed test") {
  const std::string out = written("junit");
  CHECK(out.find("<testsuites name=\"sbatchlint\" tests=\"3\" failures=\"2\" errors=\"0\">") != std::string::npos);
  CHECK(out.find("<testsuite name=\"clean.sh\" tests=\"1\" failures=\"0\" errors=\"0\">\n"
                 "    <testcase classname=\"clean.sh\" name=\"sbatchlint\"/>\n") != std::string::npos);
  CHECK(out.find("<failure type=\"error\" message=\"a shell\uFFFD[31m\">a,b:100%/é &lt;1&gt;.sh:2:4: a "
                 "shell\uFFFD[31m&#10;help: submit a job&#10;that ends</failure>") != std::string::npos);
}

TEST_CASE("jsonl: one object a line, each with its path") {
  const std::string out = written("jsonl");
  const auto end = out.find('\n');
  const json first = json::parse(out.substr(0, end));
  CHECK(first["path"] == "a,b:100%/é <1>.sh");
  CHECK(first["code"] == "SB201");
  CHECK(std::count(out.begin(), out.end(), '\n') == 2);
}
