#include <nlohmann/json.hpp>
#include <string>

#include "output/sarif.h"
#include "support/catch.hpp"
#include "unit/output/run_fixture.h"

namespace sbatchlint {
namespace {

using nlohmann::json;

json log_of(const RunResult& run, const OutputOptions& options = {}) {
  return json::parse(written(write_sarif, run, options))["runs"][0];
}

json result_of(const std::string& text, const Diagnostic& diagnostic, const OutputOptions& options = {}) {
  return log_of(run_of({file_of(text, {diagnostic})}), options)["results"][0];
}

TEST_CASE("a message becomes sentences, with its template and arguments") {
  struct Row {
    std::string_view message_template;
    std::vector<std::string> arguments;
    std::string help;
    std::string pattern;
    std::string text;
  };
  const auto row = GENERATE(values<Row>({
      {"no time limit", {}, "", "No time limit.", "No time limit."},
      {"`{}` is {} MB", {"--mem=4", "4"}, "", "'{0}' is {1} MB.", "'--mem=4' is 4 MB."},
      {"`{}` is odd", {"x"}, "say `y`", "'{0}' is odd. {1}.", "'x' is odd. Say 'y'."},
      {"is `{}`?", {"x"}, "", "", "Is 'x'?"},
      {"`{}` is odd", {"`x`"}, "", "'{0}' is odd.", "'`x`' is odd."},
      {"{} is odd", {"x"}, "do you mean it?", "", "x is odd. Do you mean it?"},
      {"sbatch refuses `{}`", {"x"}, "", "sbatch refuses '{0}'.", "sbatch refuses 'x'."},
      {"`{}` is text", {"${HOME}"}, "quote it", "", "'${HOME}' is text. Quote it."},
      {"`${HOME}` is text", {}, "", "", "'${HOME}' is text."},
  }));
  CAPTURE(row.message_template);
  Diagnostic diagnostic = finding(kMissingTime, {}, row.message_template, row.arguments);
  diagnostic.help = row.help;
  const sarif::Message message = sarif::Messages().of(diagnostic, {});
  CHECK(message.text == row.text);
  CHECK(message.pattern == row.pattern);
  CHECK(message.id.empty() == row.pattern.empty());
}

TEST_CASE("a message leads to its related places, and no text of a script reads as a link") {
  Diagnostic diagnostic = finding(kMissingTime, {0, 2}, "`{}` is odd", {"[a](b)"});
  diagnostic.help = "drop it";
  diagnostic.related = {{.span = {3, 4}, .message = "here"}, {.span = {5, 6}, .message = "and here"}};
  const json run = log_of(run_of({file_of("#!\na\nb\n", {diagnostic})}));
  const json& result = run["results"][0];
  CHECK(result["message"]["text"] == "'\\[a\\](b)' is odd. Drop it. See [line 2](1) and [line 3](2).");
  CHECK(result["message"]["arguments"] == json::array({"\\[a\\](b)", "Drop it", "2", "3"}));
  const json& strings = run["tool"]["driver"]["rules"][0]["messageStrings"];
  CHECK(strings[result["message"]["id"].get<std::string>()]["text"] ==
        "'{0}' is odd. {1}. See [line {2}](1) and [line {3}](2).");
  CHECK(result["relatedLocations"][0]["id"] == 1);
  CHECK(result["relatedLocations"][1]["id"] == 2);
}

TEST_CASE("a message's id stands among its rule's strings") {
  const json run = log_of(run_of({file_of("#!\n", {finding(kMissingTime, {0, 2}, "{} GPUs", {"4"})})}));
  const json& message = run["results"][0]["message"];
  const std::size_t index = run["results"][0]["ruleIndex"];
  const json& rule = run["tool"]["driver"]["rules"][index];
  CHECK(rule["id"] == "SB201");
  CHECK(rule["messageStrings"][message["id"].get<std::string>()]["text"] == "{0} GPUs.");
  CHECK(message["arguments"] == json::array({"4"}));
}

TEST_CASE("columns count UTF-16 units, and the log says so") {
  const json run = log_of(run_of({file_of("\xF0\x9F\x98\x80 x\n", {finding(kMissingTime, {5, 6}, "x")})}));
  CHECK(run["columnKind"] == "utf16CodeUnits");
  const json& region = run["results"][0]["locations"][0]["physicalLocation"]["region"];
  CHECK(region ==
        json({{"startLine", 1}, {"startColumn", 4}, {"endLine", 1}, {"endColumn", 5}, {"snippet", {{"text", "x"}}}}));
}

TEST_CASE("the context of a finding is larger than the finding, or left out") {
  const json middle = result_of("a\nb\nc\nd\n", finding(kMissingTime, {2, 3}, "x"))["locations"][0]["physicalLocation"];
  CHECK(middle["contextRegion"] == json({{"startLine", 1},
                                         {"startColumn", 1},
                                         {"endLine", 3},
                                         {"endColumn", 2},
                                         {"snippet", {{"text", "a\nb\nc"}}}}));
  const json whole = result_of("a", finding(kMissingTime, {0, 1}, "x"))["locations"][0]["physicalLocation"];
  CHECK_FALSE(whole.contains("contextRegion"));
}

TEST_CASE("addresses are relative to the root where they can be") {
  struct Row {
    std::string name;
    json location;
  };
  const auto row = GENERATE(values<Row>({
      {"job.sh", {{"uri", "sub/job.sh"}, {"uriBaseId", "SRCROOT"}}},
      {"../a b.sh", {{"uri", "a%20b.sh"}, {"uriBaseId", "SRCROOT"}}},
      {"/repo/x.sh", {{"uri", "x.sh"}, {"uriBaseId", "SRCROOT"}}},
      {"../../x.sh", {{"uri", "file:///x.sh"}}},
  }));
  CAPTURE(row.name);
  OutputOptions options;
  options.here = "/repo/sub";
  options.root = "/repo";
  CHECK(json(sarif::artifact_location(row.name, options)) == row.location);
  CHECK(log_of(run_of({}), options)["originalUriBaseIds"]["SRCROOT"]["uri"] == "file:///repo/");
}

TEST_CASE("what could not be read is a notification of a run that did not succeed") {
  Diagnostic diagnostic = finding(kUnreadable, {}, "cannot read `{}`: {}", {"job.sh", "no such file"});
  diagnostic.level = Level::Error;
  OutputOptions options;
  options.exit_status = 2;
  const json run = log_of(run_of({file_of("", {diagnostic})}), options);
  CHECK(run["results"] == json::array());
  const json& invocation = run["invocations"][0];
  CHECK(invocation["executionSuccessful"] == false);
  CHECK(invocation["exitCode"] == 2);
  const json& notification = invocation["toolExecutionNotifications"][0];
  CHECK(notification["message"]["text"] == "Cannot read 'job.sh': no such file.");
  CHECK(notification["descriptor"] == json({{"id", "SB001"}, {"index", 0}}));
  CHECK(run["tool"]["driver"]["notifications"][0]["id"] == "SB001");
  CHECK(run["tool"]["driver"]["rules"][0]["id"] == "SB201");
}

TEST_CASE("a rule is described in the words of its page") {
  OutputOptions options;
  const json rule = log_of(run_of({}), options)["tool"]["driver"]["rules"][0];
  CHECK(rule["name"] == "MissingTime");
  CHECK(rule["shortDescription"]["text"] == "A job without '--time' holds its nodes.");
  CHECK(rule["fullDescription"]["text"] == "Because.");
  CHECK(rule["help"]["markdown"] == "A job without `--time` holds its nodes.\n\n## Why\nBecause.\n");
  CHECK(rule["defaultConfiguration"] == json({{"enabled", true}, {"level", "warning"}, {"rank", 50.0}}));
  CHECK(rule["properties"]["problem.severity"] == "warning");
  CHECK_FALSE(rule.contains("helpUri"));
  options.docs_url = "https://example.org/rules/";
  CHECK(log_of(run_of({}), options)["tool"]["driver"]["rules"][0]["helpUri"] == "https://example.org/rules/SB201.html");
}

TEST_CASE("fixes are replacements in the file as it is") {
  Diagnostic diagnostic = finding(kMissingTime, {0, 2}, "x");
  diagnostic.fixes = {
      {.title = "Add a limit", .safety = Safety::Safe, .edits = {{.span = {3, 3}, .text = "#SBATCH\n"}}}};
  const json fix = result_of("#!\nx\n", diagnostic)["fixes"][0];
  CHECK(fix["description"]["text"] == "Add a limit.");
  CHECK(fix["properties"]["safety"] == "safe");
  CHECK(fix["artifactChanges"][0]["replacements"][0] ==
        json({{"deletedRegion", {{"startLine", 2}, {"startColumn", 1}, {"endLine", 2}, {"endColumn", 1}}},
              {"insertedContent", {{"text", "#SBATCH\n"}}}}));
}

TEST_CASE("fingerprints are GitHub's and our own, which survives a move") {
  const Diagnostic first = finding(kMissingTime, {0, 1}, "x");
  const Diagnostic second = finding(kMissingTime, {4, 5}, "x");
  const json before = result_of("a b\n", first)["partialFingerprints"];
  const json after = result_of("new\na  b\n", second)["partialFingerprints"];
  CHECK(before["primaryLocationLineHash"].get<std::string>().ends_with(":1"));
  CHECK(before["sbatchFinding/v1"] == after["sbatchFinding/v1"]);
}

TEST_CASE("a suppressed finding is a result that says so, and the others say they are not") {
  FileResult file = file_of("#!\n", {finding(kMissingTime, {0, 2}, "x")});
  file.suppressed.push_back({.diagnostic = finding(kMissingTime, {0, 2}, "x"), .reason = "agreed", .in_source = true});
  const json results = log_of(run_of({file}))["results"];
  REQUIRE(results.size() == 2);
  CHECK(results[0]["suppressions"] == json::array());
  CHECK(results[1]["suppressions"] ==
        json::array({{{"kind", "inSource"}, {"status", "accepted"}, {"justification", "agreed"}}}));
}

TEST_CASE("against a baseline a finding is new, unchanged or absent") {
  FileResult file = file_of("#!\n", {finding(kMissingTime, {0, 2}, "x")});
  file.suppressed.push_back({.diagnostic = finding(kMissingTime, {0, 2}, "y"), .reason = "in the baseline"});
  RunResult run = run_of({file});
  run.has_baseline = true;
  run.settled = {{.path = "gone.sh", .code = "SB201", .fingerprint = "00ff", .count = 2},
                 {.path = "gone.sh", .code = "SB999", .fingerprint = "00fe"}};
  OutputOptions options;
  const json results = log_of(run, options)["results"];
  REQUIRE(results.size() == 3);
  CHECK(results[0]["baselineState"] == "new");
  CHECK(results[1]["baselineState"] == "unchanged");
  CHECK(results[2]["baselineState"] == "absent");
  CHECK(results[2]["ruleId"] == "SB201");
  CHECK(results[2]["occurrenceCount"] == 2);
  CHECK(results[2]["partialFingerprints"] == json({{"sbatchFinding/v1", "00ff"}}));
  CHECK(results[2]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "gone.sh");
  options.sarif.open_only = true;
  const json open = log_of(run, options)["results"];
  REQUIRE(open.size() == 1);
  CHECK_FALSE(open[0].contains("suppressions"));
}

TEST_CASE("a log tells what the user wants told, and no more") {
  OutputOptions options;
  options.root = "/repo";
  options.here = "/repo";
  options.real_paths = {{"link.sh", "/repo/real/job.sh"}, {"out.sh", "/elsewhere/job.sh"}};
  options.sarif.properties = {{"build", "7"}};
  RunResult run = run_of({file_of("#!\n", {finding(kMissingTime, {0, 2}, "x")}, "link.sh"),
                          file_of("#!\n", {finding(kMissingTime, {0, 2}, "x")}, "out.sh")});
  run.slurm_version = "24.11";
  const json plain = log_of(run, options);
  const auto uri = [](const json& result) {
    return result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].get<std::string>();
  };
  CHECK(uri(plain["results"][0]) == "real/job.sh");
  CHECK(uri(plain["results"][1]) == "out.sh");
  CHECK(plain["properties"] == json({{"site", "generic"}, {"slurmVersion", "24.11"}, {"build", "7"}}));
  CHECK_FALSE(plain["invocations"][0].contains("startTimeUtc"));
  CHECK(plain["originalUriBaseIds"]["SRCROOT"]["uri"] == "file:///repo/");
  CHECK(plain["taxonomies"][0]["taxa"][0]["id"] == "798");
  CHECK(plain["tool"]["driver"]["rules"][1]["relationships"][0]["target"]["toolComponent"]["name"] == "CWE");

  options.sarif.no_root = true;
  options.sarif.one_line = true;
  options.sarif.started = 1763865900;
  options.sarif.ended = 1763865901;
  const std::string text = written(write_sarif, run, options);
  CHECK(text.find('\n') == text.size() - 1);
  CHECK(text.find("/repo") == std::string::npos);
  const json told = json::parse(text)["runs"][0];
  CHECK(told["originalUriBaseIds"]["SRCROOT"].contains("description"));
  CHECK(told["invocations"][0]["startTimeUtc"] == "2025-11-23T02:45:00Z");
  CHECK(told["invocations"][0]["endTimeUtc"] == "2025-11-23T02:45:01Z");
}

TEST_CASE("a log of very many results is one line, with all of them in it") {
  const std::vector<Diagnostic> findings(2001, finding(kMissingTime, {2, 3}, "`{}`", {"\"results\":[]"}));
  const std::string text = written(write_sarif, run_of({file_of("a\nb\n", findings)}));
  CHECK(text.find('\n') == text.size() - 1);
  const json results = json::parse(text)["runs"][0]["results"];
  REQUIRE(results.size() == 2001);
  CHECK(results[2000]["locations"][0]["physicalLocation"]["region"]["startLine"] == 2);
}

}  // namespace
}  // namespace sbatchlint
