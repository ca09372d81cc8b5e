#include "text/split.h"

#include <string_view>
#include <vector>

#include "support/catch.hpp"

namespace sbatchlint {

TEST_CASE("a text is taken apart at every separator, empty parts included") {
  struct Row {
    std::string_view text;
    std::vector<std::string_view> parts;
  };
  const auto row = GENERATE(values<Row>({
      {"a,b", {"a", "b"}},
      {"a,,b", {"a", "", "b"}},
      {",", {"", ""}},
      {"", {""}},
      {"a:b", {"a:b"}},
  }));
  CAPTURE(row.text);
  CHECK(split(row.text, ',') == row.parts);
}

}  // namespace sbatchlint
