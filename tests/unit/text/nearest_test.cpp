#include "text/nearest.h"

#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

using sbatchlint::edit_distance;
using sbatchlint::nearest;

TEST_CASE("an edit puts in, leaves out, replaces or swaps") {
  struct Row {
    std::string_view a, b;
    std::size_t distance;
  };
  const auto row = GENERATE(values<Row>({{"", "", 0},
                                         {"", "abc", 3},
                                         {"abc", "", 3},
                                         {"time", "time", 0},
                                         {"tim", "time", 1},
                                         {"timme", "time", 1},
                                         {"tine", "time", 1},
                                         {"tmie", "time", 1},
                                         {"SBTACH", "SBATCH", 1},
                                         {"gpu", "mem", 3},
                                         {"ca", "abc", 3}}));
  CAPTURE(row.a, row.b);
  CHECK(edit_distance(row.a, row.b) == row.distance);
  CHECK(edit_distance(row.b, row.a) == row.distance);
}

TEST_CASE("the nearest candidate is found, or none that is too far off") {
  const std::vector<std::string_view> names = {"nodes", "ntasks", "ntasks-per-node", "time", "mem", "gpus"};
  struct Row {
    std::string_view word;
    std::string_view nearest;  // "" where nothing is near enough
  };
  const auto row = GENERATE(values<Row>({{"ntasts", "ntasks"},
                                         {"tmie", "time"},
                                         {"ntasks_per_node", "ntasks-per-node"},
                                         {"nodes", "nodes"},
                                         {"men", "mem"},
                                         {"gp", ""},
                                         {"workdir", ""},
                                         {"x", ""},
                                         {"", ""}}));
  CAPTURE(row.word);
  CHECK(nearest(row.word, names).value_or("") == row.nearest);
}

TEST_CASE("a very long word has no nearest candidate") {
  const std::string word(65, 'a');
  const std::vector<std::string_view> names = {word};
  CHECK_FALSE(nearest(word, names).has_value());
  CHECK(nearest(word.substr(1), names).has_value());
}
