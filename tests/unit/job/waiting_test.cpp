#include "job/waiting.h"

#include <optional>
#include <string_view>

#include "support/catch.hpp"
#include "support/invocation.h"

using std::literals::operator""sv;
using sbatchlint::duration_seconds;
using sbatchlint::innermost_loop;
using sbatchlint::kForever;
using sbatchlint::Loop;
using sbatchlint::Script;
using sbatchlint::sleep_seconds;
using sbatchlint::test::invocation;

TEST_CASE("a duration is read as sleep reads it") {
  struct Row {
    std::string_view text;
    std::optional<double> seconds;
  };
  const auto row = GENERATE(values<Row>({{"900", 900.0},
                                         {"1.5h", 5400.0},
                                         {"2d", 172800.0},
                                         {"30m", 1800.0},
                                         {"5s", 5.0},
                                         {"infinity", kForever},
                                         {"inf", kForever},
                                         {"0", 0.0},
                                         {"-1", {}},
                                         {"5w", {}},
                                         {"5mm", {}},
                                         {"nan", {}},
                                         {"", {}}}));
  CAPTURE(row.text);
  CHECK(duration_seconds(row.text) == row.seconds);
}

TEST_CASE("the operands of sleep add up, and one unknown hides all") {
  CHECK(sleep_seconds(invocation("sleep 1h 30m")) == 5400.0);
  CHECK_FALSE(sleep_seconds(invocation("sleep 1h $more")).has_value());
}

TEST_CASE("the innermost of nested loops is found") {
  Script script;
  script.loops.push_back({.span = {0, 100}, .body = {10, 90}});
  script.loops.push_back({.span = {20, 50}, .body = {25, 45}});
  CHECK(innermost_loop(script, {30, 35}) == &script.loops[1]);
  CHECK(innermost_loop(script, {60, 65}) == &script.loops[0]);
  CHECK(innermost_loop(script, {110, 115}) == nullptr);
}
