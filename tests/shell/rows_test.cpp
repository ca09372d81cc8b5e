// Every spelling is found at its place, no look-alike is reported. Rows of rules that do not exist yet are counted, not
// asserted.

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>

#include "lint/report.h"
#include "shell/rows.h"
#include "support/catch.hpp"
#include "support/linter.h"

namespace sbatchlint::shell_tables {
namespace {

std::vector<Row> rows_of(std::string_view file) {
  std::ifstream in(concat(SBATCHLINT_SHELL_TABLES, "/", file), std::ios::binary);
  return read_table(std::string{std::istreambuf_iterator<char>(in), {}});
}

// A site as its users see it, and with everything that it could say.
struct Lint {
  test::Linter plain;
  test::Linter pedantic;
  explicit Lint(std::string_view site) : plain(site), pedantic(site, true) {}
};

// Where the row's rule reports something.
std::vector<std::uint32_t> places_of(const Row& row, bool pedantic) {
  static const Lint kGeneric("generic");
  static const Lint kAiCloud("ai-cloud");
  const Lint& lint = row.site == "ai-cloud" ? kAiCloud : kGeneric;
  const FileResult file = (pedantic ? lint.pedantic : lint.plain).run(row.id, row.script);
  std::vector<std::uint32_t> places;
  for (const Diagnostic& diagnostic : file.diagnostics) {
    if (diagnostic.rule->code == row.rule) places.push_back(diagnostic.span.begin);
  }
  return places;
}

bool any_in(const std::vector<std::uint32_t>& places, Span span) {
  return std::ranges::any_of(places, [span](std::uint32_t place) { return span.contains(place); });
}

bool inside(std::uint32_t place, const std::vector<Span>& spans) {
  return std::ranges::any_of(spans, [place](Span span) { return span.contains(place); });
}

// What is wrong with the findings of a spelling; empty if nothing.
std::string complaint(const Row& row, const std::vector<std::uint32_t>& places) {
  if (places.empty()) return "not found";
  for (const Span span : row.must) {
    if (!any_in(places, span)) return "not found at every mark";
  }
  for (const std::uint32_t place : places) {
    if (!inside(place, row.must) && !inside(place, row.may))
      return concat("found at byte ", place, ", outside the marks");
  }
  return "";
}

std::string shown(const Row& row) { return concat(row.id, " (", row.note, ")\n", row.script); }

}  // namespace

TEST_CASE("every row of the tables can be read and has an id of its own") {
  std::set<std::string> ids;
  for (const std::string_view file : {"spellings.tsv", "lookalikes.tsv"}) {
    for (const Row& row : rows_of(file)) {
      CAPTURE(row.id);
      CHECK_FALSE(row.broken);
      CHECK(ids.insert(row.id).second);
      CHECK((row.site == "generic" || row.site == "ai-cloud"));
      CHECK((file == "spellings.tsv") == !(row.must.empty() && row.may.empty()));
    }
  }
}

TEST_CASE("every spelling is found where it stands") {
  const std::vector<Row> rows = rows_of("spellings.tsv");
  std::size_t asserted = 0;
  for (const Row& row : rows) {
    if (!test::has_rule(row.rule)) continue;
    ++asserted;
    const std::string wrong = complaint(row, places_of(row, false));
    if (!wrong.empty()) FAIL_CHECK(wrong + ": " + shown(row));
  }
  WARN("spellings: " << asserted << " of " << rows.size() << " rows asserted");
  CHECK(rows.size() >= 220);
  CHECK(asserted > 0);
}

TEST_CASE("no look-alike is reported, not even by a pedant") {
  const std::vector<Row> rows = rows_of("lookalikes.tsv");
  std::size_t asserted = 0;
  for (const Row& row : rows) {
    if (!test::has_rule(row.rule)) continue;
    ++asserted;
    if (!places_of(row, true).empty()) FAIL_CHECK("reported: " + shown(row));
  }
  WARN("look-alikes: " << asserted << " of " << rows.size() << " rows asserted");
  CHECK(rows.size() >= 170);
  CHECK(asserted > 0);
}

}  // namespace sbatchlint::shell_tables
