#include "lint/report.h"

#include "support/catch.hpp"

using std::literals::operator""sv;
using sbatchlint::concat;
using sbatchlint::Diagnostic;
using sbatchlint::Fix;
using sbatchlint::Level;
using sbatchlint::Report;
using sbatchlint::Rule;
using sbatchlint::Safety;

namespace {
constexpr Rule kRule{.code = "SB999", .name = "example", .level = Level::Warning};
}

TEST_CASE("a finding takes the rule's level here, its template and its arguments") {
  Report report;
  report.begin_rule(kRule, Level::Error);
  report.at({3, 7}, "{} tasks on {} of `{}`", 4, 2U, "prioritized"sv).help("ask for less");
  const Diagnostic& found = report.diagnostics().at(0);
  CHECK(found.rule == &kRule);
  CHECK(found.level == Level::Error);
  CHECK(found.span == sbatchlint::Span{3, 7});
  CHECK(found.message() == "4 tasks on 2 of `prioritized`");
  CHECK(found.message_template == "{} tasks on {} of `{}`");
  CHECK(found.help == "ask for less");
}

TEST_CASE("an argument that looks like a hole stays text") {
  Report report;
  report.begin_rule(kRule, Level::Warning);
  report.at({0, 1}, "`{}` and `{}`", "{}", "b");
  CHECK(report.diagnostics().at(0).message() == "`{}` and `b`");
}

TEST_CASE("the edits of a fix are sorted by place") {
  Report report;
  report.begin_rule(kRule, Level::Warning);
  report.at({0, 1}, "x")
      .fix(Fix{.title = "Swap",
               .safety = Safety::Safe,
               .edits = {{.span = {5, 6}, .text = "b"}, {.span = {1, 2}, .text = "a"}}});
  const auto& edits = report.diagnostics().at(0).fixes.at(0).edits;
  CHECK(edits.at(0).span.begin == 1);
  CHECK(edits.at(1).span.begin == 5);
}

TEST_CASE("pieces join to text, numbers as digits") {
  CHECK(concat("node `", "nv-ai-02"sv, "` has ", 16, " GPUs", '.') == "node `nv-ai-02` has 16 GPUs.");
}
