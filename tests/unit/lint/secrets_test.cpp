#include "lint/secrets.h"

#include "lint/report.h"
#include "support/catch.hpp"

using sbatchlint::conceal_secrets;
using sbatchlint::Edit;
using sbatchlint::FileResult;
using sbatchlint::Fix;
using sbatchlint::Level;
using sbatchlint::printable_slice;
using sbatchlint::Report;
using sbatchlint::Rule;
using sbatchlint::SourceText;

namespace {

constexpr Rule kKeyRule{.code = "SB999", .name = "example", .level = Level::Warning};

// `KEY=abcdef123456` with a finding on the name, and a second finding that quotes the line.
FileResult file_with_secret() {
  Report report;
  report.begin_rule(kKeyRule, Level::Error);
  report.at({0, 3}, "key").conceal({4, 16});
  report.at({0, 16}, "`{}` again", "KEY=abcdef123456")
      .fix(Fix{.title = "Keep it", .edits = {{.span = {0, 16}, .text = "key=abcdef123456"}}})
      .fix(Fix{.title = "Drop it", .edits = {{.span = {0, 16}, .text = ""}}});
  FileResult file;
  file.source = SourceText("job.sh", "KEY=abcdef123456\nnext\n");
  file.diagnostics = report.take();
  return file;
}

}  // namespace

TEST_CASE("source text is printed with stars for a secret") {
  const FileResult file = file_with_secret();
  CHECK(printable_slice(file, {0, 21}) == "KEY=************\nnext");
  CHECK(printable_slice(file, {8, 100}) == "********\nnext\n");
  CHECK(printable_slice(file, {17, 21}) == "next");
}

TEST_CASE("the secret of a suppressed finding stays secret") {
  FileResult file = file_with_secret();
  file.suppressed.push_back({.diagnostic = file.diagnostics.front(), .reason = "", .in_source = true});
  file.diagnostics.clear();
  CHECK(printable_slice(file, {0, 16}) == "KEY=************");
}

TEST_CASE("other findings do not quote a secret, and no fix writes it anew") {
  FileResult file = file_with_secret();
  conceal_secrets(file);
  CHECK(file.diagnostics.at(1).message() == "`KEY=************` again");
  REQUIRE(file.diagnostics.at(1).fixes.size() == 1);
  CHECK(file.diagnostics.at(1).fixes.at(0).title == "Drop it");
}
