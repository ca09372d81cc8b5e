#include "lint/baseline.h"

#include <string>

#include "support/catch.hpp"

namespace sbatchlint {

TEST_CASE("a baseline that is nested without end is refused before it is read") {
  const auto error = [](const std::string& json) { return parse_baseline(json).error().message; };
  std::string brackets;
  brackets.resize(30'000'000, '[');
  CHECK(error(brackets) == "it is nested deeper than a baseline is");
  CHECK(error("{\"schema\": 1, \"x\": " + std::string(100, '{')) == "it is nested deeper than a baseline is");
  // Brackets in texts are none.
  const std::string path = std::string(100, '[') + "\\\"" + std::string(100, '{');
  const auto read = parse_baseline("{\"schema\": 1, \"findings\": [{\"path\": \"" + path +
                                   "\", \"code\": \"SB201\", \"fingerprint\": \"f\", \"count\": 1}]}");
  REQUIRE(read.ok());
  CHECK(read.value().front().path.size() == 201);
}

}  // namespace sbatchlint
