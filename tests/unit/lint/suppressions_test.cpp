#include "lint/suppressions.h"

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "lint/fix.h"
#include "lint/report.h"
#include "support/catch.hpp"

using sbatchlint::apply_fixes;
using sbatchlint::CatalogEntry;
using sbatchlint::Diagnostic;
using sbatchlint::Level;
using sbatchlint::Report;
using sbatchlint::Rule;
using sbatchlint::Safety;
using sbatchlint::Script;
using sbatchlint::Selection;
using sbatchlint::SourceText;
using sbatchlint::Span;
using sbatchlint::Suppressed;

namespace {

constexpr Rule kUnknown{.code = "SB004", .name = "unknown-suppression"};
constexpr Rule kUnused{.code = "SB005", .name = "unused-suppression", .level = Level::Note};
constexpr Rule kTime{.code = "SB201", .name = "missing-time"};
constexpr Rule kShell{.code = "SB601", .name = "interactive-shell"};
constexpr std::array kCatalog = {CatalogEntry{&kUnknown, {}}, CatalogEntry{&kUnused, {}}, CatalogEntry{&kTime, {}},
                                 CatalogEntry{&kShell, {}}};

struct Outcome {
  std::vector<std::string> kept;      // "CODE LINE", and the message for SB004 and SB005
  std::vector<std::string> silenced;  // "CODE LINE reason"
  std::string fixed;
};

// SB601 is found at every `srun`, SB201 at the first byte.
Outcome check(const std::string& text) {
  const SourceText source("job.sh", text);
  Report report;
  report.begin_rule(kTime, Level::Warning);
  report.at({0, 2}, "no time limit");
  report.begin_rule(kShell, Level::Error);
  for (auto at = text.find("srun"); at != std::string::npos; at = text.find("srun", at + 1)) {
    report.at({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 4)}, "a shell");
  }
  std::vector<Diagnostic> found = report.take();

  Selection selection;
  selection.catalog = kCatalog;
  for (const CatalogEntry& entry : kCatalog) selection.rules.push_back({.rule = entry.rule, .page = {}});
  std::vector<Suppressed> silenced;
  apply_suppressions(source, read_suppressions(source, Script{}), selection, found, silenced);

  Outcome outcome;
  for (const Diagnostic& d : found) {
    std::string line = std::string(d.rule->code) + ' ' + std::to_string(source.line_of(d.span.begin) + 1);
    if (d.rule == &kUnknown || d.rule == &kUnused) line += ' ' + d.message();
    outcome.kept.push_back(line);
  }
  for (const Suppressed& s : silenced) {
    outcome.silenced.push_back(std::string(s.diagnostic.rule->code) + ' ' +
                               std::to_string(source.line_of(s.diagnostic.span.begin) + 1) + ' ' + s.reason);
  }
  outcome.fixed = apply_fixes(text, found, Safety::Safe).text;
  return outcome;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("a comment behind a command silences that line and keeps the reason") {
  const auto outcome = check("#!x\nsrun  # sbatchlint: disable=SB601 the course asks for it\nsrun\n");
  CHECK(outcome.silenced == Lines{"SB601 2 the course asks for it"});
  CHECK(outcome.kept == Lines{"SB201 1", "SB601 3"});
}

TEST_CASE("a comment on its own line silences the line below, stacked ones the same line") {
  const auto outcome = check("# sbatchlint: disable=SB004\n# sbatchlint: disable=interactive-shell why\nsrun\nsrun\n");
  CHECK(outcome.silenced == Lines{"SB601 3 why"});
  CHECK(outcome.kept == Lines{"SB201 1", "SB601 4", "SB005 1 nothing to silence for `SB004`"});
}

TEST_CASE("a block ends at its end, or at the end of the file") {
  CHECK(check("srun\n# sbatchlint: disable-start=SB601\nsrun\n# sbatchlint: disable-end=SB601\nsrun\n").kept ==
        Lines{"SB201 1", "SB601 1", "SB601 5"});
  CHECK(check("srun\n# sbatchlint: disable-start=SB601\nsrun\nsrun\n").kept == Lines{"SB201 1", "SB601 1"});
}

TEST_CASE("a file comment covers what stands above it, `all` every rule") {
  CHECK(check("srun\n# sbatchlint: disable-file=SB601,sb201\n").kept == Lines{});
  CHECK(check("srun\n#sbatchlint: disable-file=all generated\n").silenced ==
        Lines{"SB201 1 generated", "SB601 1 generated"});
}

TEST_CASE("a comment may stand behind a directive, CRLF included") {
  CHECK(check("#SBATCH -x # sbatchlint: disable=SB201 ok\r\n").silenced == Lines{"SB201 1 ok"});
}

TEST_CASE("an unknown name is reported where it stands, and mended") {
  const auto outcome = check("srun # sbatchlint: disable=SB601,mising-time why\n");
  CHECK(outcome.kept == Lines{"SB201 1", "SB004 1 no rule is called `mising-time`"});
  CHECK(outcome.fixed == "srun # sbatchlint: disable=SB601,missing-time why\n");
}

TEST_CASE("a comment that is not understood is said, not taken for prose") {
  CHECK(check("srun # sbatchlint: ignore SB601\n").kept ==
        Lines{"SB201 1", "SB601 1", "SB004 1 `ignore SB601` is no suppression: write `disable=CODE reason`"});
  CHECK(check("srun # sbatchlint: disable SB601 x=1\n").kept.size() == 3);
}

TEST_CASE("what is of no use is removed, and nothing else") {
  CHECK(check("true  # sbatchlint: disable=SB601 old\nx\n").fixed == "true\nx\n");
  CHECK(check("x\n  # sbatchlint: disable=SB601\nx\n").fixed == "x\nx\n");
  CHECK(check("# sbatchlint: disable-file=SB601,SB201\n").fixed == "# sbatchlint: disable-file=SB201\n");
  CHECK(check("# sbatchlint: disable-file=SB201,SB601\n").fixed == "# sbatchlint: disable-file=SB201\n");
}

TEST_CASE("a mark that is no comment of its own does nothing") {
  CHECK(check("echo a#sbatchlint: disable=SB201\n").kept == Lines{"SB201 1"});
  CHECK(check("# see sbatchlint: disable=SB201\n").kept == Lines{"SB201 1"});
}
