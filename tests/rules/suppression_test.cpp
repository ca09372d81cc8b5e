// Check 8: every rule can be silenced by a comment, which is then of use.
#include <algorithm>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "example.h"
#include "support/catch.hpp"

namespace sbatchlint::testing {
namespace {

// Rules that no comment can silence, each with the reason.
constexpr std::string_view kNotSilenced[] = {
    "SB000",  // it would hide that a rule did not run
    "SB001",  // the file was not read
    "SB004",  // about the comments themselves
    "SB005",  // about the comments themselves
    "SB009",  // about the comments themselves
    "SB103",  // there is no text that a comment could stand in
};

bool can_be_silenced(const Rule& rule) {
  return std::ranges::find(kNotSilenced, rule.code) == std::ranges::end(kNotSilenced);
}

// The comment goes below the first line where that is a shebang, and above it otherwise.
std::string with_comment(const std::string& text, std::string_view code) {
  const std::string comment = fmt::format("# sbatchlint: disable-file={} tested\n", code);
  const auto end = text.find('\n');
  const bool below = text.substr(0, end).find("#!") != std::string::npos && end != std::string::npos;
  std::string changed = text;
  changed.insert(below ? end + 1 : 0, comment);
  return changed;
}

}  // namespace

TEST_CASE("8: a comment silences a rule, keeps the reason, and is of use") {
  for (const CatalogEntry& entry : catalog()) {
    if (!can_be_silenced(*entry.rule)) continue;
    const auto examples = examples_of(entry);
    REQUIRE(examples.ok());
    for (const Example& example : examples.value()) {
      if (!example.bad) continue;
      CAPTURE(example.place());
      const FileResult result = result_of(example, with_comment(example.text, entry.rule->code));
      const auto own = [&entry](const Diagnostic& finding) { return finding.rule == entry.rule; };
      const auto unused = [](const Diagnostic& finding) { return finding.rule->code == "SB005"; };
      CHECK(std::ranges::none_of(result.diagnostics, own));
      CHECK(std::ranges::none_of(result.diagnostics, unused));
      REQUIRE(!result.suppressed.empty());
      for (const Suppressed& suppressed : result.suppressed) {
        CHECK(suppressed.diagnostic.rule == entry.rule);
        CHECK(suppressed.reason == "tested");
        CHECK(suppressed.in_source);
      }
    }
  }
}

}  // namespace sbatchlint::testing
