#include "grade/points.h"

#include "support/catch.hpp"

namespace sbatchlint {

TEST_CASE("points are written without what they do not need") {
  struct Row {
    std::int64_t hundredths;
    std::string text;
  };
  const auto row =
      GENERATE(values<Row>({{0, "0"}, {700, "7"}, {750, "7.5"}, {725, "7.25"}, {5, "0.05"}, {-25, "-0.25"}}));
  CHECK(to_text(Points{row.hundredths}) == row.text);
}

TEST_CASE("points have two decimals at most") {
  CHECK(points_of(7.25) == Points{725});
  CHECK(points_of(0.1) == Points{10});
  CHECK(points_of(1000000) == Points{100000000});
  CHECK_FALSE(points_of(0.125));
  CHECK_FALSE(points_of(-1));
  CHECK_FALSE(points_of(1e9));
}

TEST_CASE("a share is rounded half up to a hundredth") {
  CHECK(scaled(Points{750}, 600, 800) == Points{563});
  CHECK(scaled(Points{100}, 1, 3) == Points{33});
  CHECK(scaled(Points{200}, 1, 3) == Points{67});
  CHECK(scaled(Points{100}, 1, 0) == Points{0});
}

}  // namespace sbatchlint
