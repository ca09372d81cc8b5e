#include <string>
#include <variant>
#include <vector>

#include "hosts/cli/arguments.h"
#include "support/catch.hpp"

namespace sbatchlint::cli {
namespace {

using Words = std::vector<std::string>;

CheckArguments check_of(const Words& words) {
  const auto parsed = parse_command_line(words);
  REQUIRE(std::holds_alternative<Arguments>(parsed));
  REQUIRE(std::holds_alternative<CheckArguments>(std::get<Arguments>(parsed)));
  return std::get<CheckArguments>(std::get<Arguments>(parsed));
}

TEST_CASE("check is what runs when no subcommand is named") {
  CHECK(check_of({}).paths.empty());
  CHECK(check_of({"a.sh", "b.sh"}).paths == Words{"a.sh", "b.sh"});
  CHECK(check_of({"check", "a.sh"}).paths == Words{"a.sh"});
  CHECK(check_of({"./explain"}).paths == Words{"./explain"});
  CHECK(check_of({"--quiet", "a.sh"}).quiet);
  CHECK(check_of({"-"}).paths == Words{"-"});
  CHECK(check_of({"--", "--odd.sh"}).paths == Words{"--odd.sh"});
}

TEST_CASE("a repeatable option takes one value at a time, and a file name behind it stays one") {
  const CheckArguments check = check_of(
      {"--select", "SB1,SB2", "a.sh", "--select=SB3", "--sbatch-arg", "--time=5", "--sbatch-arg", "-n2", "b.sh"});
  CHECK(check.paths == Words{"a.sh", "b.sh"});
  CHECK(check.selection.select == Words{"SB1", "SB2", "SB3"});
  CHECK(check.submit.sbatch_args == Words{"--time=5", "-n2"});
}

TEST_CASE("formats, levels, sizes and thresholds are read") {
  const CheckArguments check =
      check_of({"--format", "json", "--format", "sarif=a=b.sarif", "--level", "SB201=error,missing-time=off",
                "--fail-on", "never", "--max-file-size", "2k", "--jobs", "3", "--color", "always"});
  REQUIRE(check.formats.size() == 2);
  CHECK(check.formats[0].format == "json");
  CHECK_FALSE(check.formats[0].file.has_value());
  CHECK(check.formats[1].format == "sarif");
  CHECK(check.formats[1].file == "a=b.sarif");
  REQUIRE(check.selection.levels.size() == 2);
  CHECK(check.selection.levels[0].selector == "SB201");
  CHECK(check.selection.levels[0].level == Level::Error);
  CHECK(check.selection.levels[1].level == Level::Off);
  CHECK((check.fail_on && !check.fail_on->level));
  CHECK(check.max_file_size == 2048);
  CHECK(check.jobs == 3);
  CHECK(check.color == When::Always);
}

TEST_CASE("a mistake is one sentence with what was meant") {
  struct Row {
    Words words;
    std::string message;
  };
  const auto row = GENERATE(values<Row>({
      {{"--sit", "x"}, "unknown option `--sit`; did you mean `--site`?"},
      {{"a.sh", "--frobnicate=3"}, "unknown option `--frobnicate`"},
      {{"-x"}, "unknown option `-x`"},
      {{"--format", "jsn"}, "no format is called `jsn`; did you mean `json`?"},
      {{"--level", "SB201"}, "--level takes RULE=LEVEL with error, warning, note or off, not `SB201`"},
      {{"--level", "SB201=bad"}, "--level takes RULE=LEVEL with error, warning, note or off, not `SB201=bad`"},
      {{"--fail-on", "off"}, "--fail-on: `off` is none of error, warning, note, never"},
      {{"--color", "blue"}, "--color: `blue` is none of auto, always, never"},
      {{"explain"}, "RULE is required"},
      {{"explain", "SB201", "SB202"}, "one argument too many: `SB202`"},
      {{"rules", "--format", "xml"}, "--format: `xml` is none of text, json, markdown"},
  }));
  CAPTURE(row.words);
  const auto parsed = parse_command_line(row.words);
  REQUIRE(std::holds_alternative<Exit>(parsed));
  CHECK(std::get<Exit>(parsed).status == kFailed);
  CHECK(std::get<Exit>(parsed).text == row.message);
}

TEST_CASE("help and version end the program well") {
  for (const Words& words : {Words{"--help"}, Words{"-h"}, Words{"--version"}, Words{"check", "--help"},
                             Words{"rules", "-h"}, Words{"a.sh", "--help"}}) {
    CAPTURE(words);
    const auto parsed = parse_command_line(words);
    REQUIRE(std::holds_alternative<Exit>(parsed));
    CHECK(std::get<Exit>(parsed).status == kClean);
    CHECK_FALSE(std::get<Exit>(parsed).text.empty());
  }
}

}  // namespace
}  // namespace sbatchlint::cli
