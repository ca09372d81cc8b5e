#include "lint/engine.h"

#include <stdexcept>
#include <string>
#include <vector>

#include "job/job.h"
#include "lint/report.h"
#include "site/site.h"
#include "support/catch.hpp"

namespace sbatchlint {
namespace {

constexpr Rule kEngineInternal{.code = "SB000", .name = "internal-error", .level = Level::Error};
constexpr Rule kEngineUnread{.code = "SB001", .name = "unreadable-file", .level = Level::Error};

void at_end_then_start(const Job& job, Report& report) {
  report.at({job.source.size(), job.source.size()}, "end");
  report.at({0, 2}, "start").level(Level::Error);
}
void at_start(const Job&, Report& report) { report.at({0, 2}, "start, too"); }
void twice(const Job& job, Report& report) {
  at_start(job, report);
  at_start(job, report);
}
void unsure(const Job&, Report& report) { report.at({0, 2}, "perhaps").confidence(Confidence::Low); }
void throwing(const Job&, Report& report) {
  report.at({0, 2}, "found before it failed");
  throw std::out_of_range("no such word");
}
void outside(const Job& job, Report& report) { report.at({0, job.source.size() + 1}, "too far"); }
void unfilled(const Job&, Report& report) { report.at({0, 2}, "{} of {}", 1); }
void fix_outside(const Job& job, Report& report) {
  report.at({0, 2}, "x").fix({.title = "x", .edits = {{.span = {0, job.source.size() + 1}, .text = {}}}});
}
void secret(const Job& job, Report& report) {
  report.at({0, 2}, "`{}` is a secret", job.source.slice({2, 11})).conceal({2, 11});
}

struct Checked {
  std::vector<Rule> rules;  // findings point at them
  FileResult result;
};

// Checks `text` with rules SB100, SB101, ... made of the functions, at their stage.
Checked check_with(const std::string& text, const std::vector<void (*)(const Job&, Report&)>& checks,
                   Selection selection = {}, Stage stage = Stage::Text, std::optional<Level> forced = {}) {
  constexpr std::string_view kCodes[] = {"SB100", "SB101"};
  Checked checked;
  for (std::size_t i = 0; i < checks.size(); ++i) {
    checked.rules.push_back({.code = kCodes[i], .name = "test", .stage = stage, .check = checks[i]});
  }
  for (const Rule& rule : checked.rules) {
    selection.rules.push_back(
        {.rule = &rule, .page = {}, .level = forced.value_or(rule.level), .forced = forced.has_value()});
  }
  selection.internal_error = &kEngineInternal;
  selection.unreadable_file = &kEngineUnread;
  const Site site;
  checked.result = check(SourceText("job.sh", text), {.site = &site, .selection = &selection});
  return checked;
}

// "warning: start", one line a finding.
std::vector<std::string> messages(const FileResult& result) {
  std::vector<std::string> lines;
  for (const Diagnostic& found : result.diagnostics) {
    lines.push_back(std::string(level_name(found.level)) + ": " + found.message());
  }
  return lines;
}
std::vector<std::string> messages(const Checked& checked) { return messages(checked.result); }

using Lines = std::vector<std::string>;
constexpr const char* kScript = "#!/bin/bash\n#SBATCH --time=1\n";

TEST_CASE("findings are sorted by place, then by code") {
  CHECK(messages(check_with(kScript, {at_end_then_start, at_start})) ==
        Lines{"error: start", "warning: start, too", "warning: end"});
}

TEST_CASE("the same finding twice is one") {
  CHECK(messages(check_with(kScript, {twice})) == Lines{"warning: start, too"});
}

TEST_CASE("a level that the user gave wins over the finding's own") {
  CHECK(messages(check_with(kScript, {at_end_then_start}, {}, Stage::Text, Level::Note)) ==
        Lines{"note: start", "note: end"});
}

TEST_CASE("what is not sure shows with pedantic only") {
  CHECK(messages(check_with(kScript, {unsure})).empty());
  Selection selection;
  selection.pedantic = true;
  CHECK(messages(check_with(kScript, {unsure}, selection)) == Lines{"warning: perhaps"});
}

TEST_CASE("a rule that misbehaves is an internal error, and the others go on") {
  CHECK(messages(check_with(kScript, {throwing, at_start})) ==
        Lines{"error: SB100 failed on this file: no such word", "warning: start, too"});
  const std::string outside_message = "error: SB100 failed on this file: a finding points outside the file";
  for (const auto& rule : {outside, fix_outside}) {
    CHECK(messages(check_with(kScript, {rule})) == Lines{outside_message});
  }
  CHECK(messages(check_with(kScript, {unfilled})) ==
        Lines{"error: SB100 failed on this file: a message lacks its words"});
}

TEST_CASE("rules about requests are silent where sbatch reads nothing") {
  const std::string with_nul("#!/bin/bash\n\0\n", 14);
  for (const std::string& text : {std::string(), std::string("\n \n"), with_nul}) {
    CAPTURE(text);
    CHECK(messages(check_with(text, {at_start}, {}, Stage::Request)).empty());
    CHECK(messages(check_with(text, {at_start}, {}, Stage::Script)).empty());
  }
  for (const std::string& text : {std::string("no shebang\n"), std::string("#!/bin/bash\r\n")}) {
    CAPTURE(text);
    CHECK(messages(check_with(text, {at_start}, {}, Stage::Request)).size() == 1);
  }
}

TEST_CASE("a secret is starred in messages") {
  CHECK(messages(check_with("k=abcdefghi\n", {secret})) == Lines{"warning: `*********` is a secret"});
}

TEST_CASE("a file that was not read has one finding") {
  Selection selection;
  selection.unreadable_file = &kEngineUnread;
  const Site site;
  const FileResult result = unreadable("a.sh", "no such file", {.site = &site, .selection = &selection});
  CHECK(result.source.name() == "a.sh");
  CHECK(messages(result) == Lines{"error: cannot read `a.sh`: no such file"});
  CHECK(result.diagnostics.front().rule == &kEngineUnread);
}

}  // namespace
}  // namespace sbatchlint
