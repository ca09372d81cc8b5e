#include "text/excerpt.h"

#include "support/catch.hpp"

#include <string>

using sbatchlint::excerpt;

TEST_CASE("an excerpt is one line, cut between characters") {
  struct Row {
    std::string text;
    std::string shown;
  };
  const auto row = GENERATE(values<Row>({{"run x.py", "run x.py"},
                                         {"torchrun \\\n  train.py", "torchrun"},
                                         {"run x.py\r\nnext", "run x.py"},
                                         {"", ""},
                                         {"0123456789ab", "0123456789..."},
                                         {"012345678\xC3\xA6z", "012345678..."}}));
  CAPTURE(row.text);
  CHECK(excerpt(row.text, 10) == row.shown);
}
