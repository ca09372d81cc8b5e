#include "job/other_options.h"

#include <optional>

#include "support/catch.hpp"

namespace sbatchlint {

TEST_CASE("options that are gone are known, with what took their place") {
  REQUIRE(removed_option("workdir") != nullptr);
  CHECK(removed_option("workdir")->replacement == "chdir");
  REQUIRE(removed_option("checkpoint") != nullptr);
  CHECK(removed_option("checkpoint")->replacement.empty());
  CHECK(removed_option("work") == nullptr);
  CHECK(removed_option("chdir") == nullptr);
  CHECK(removed_option("zzz") == nullptr);
  CHECK(removed_option("") == nullptr);
}

TEST_CASE("options of common plugins are known by their plugin") {
  CHECK(plugin_of_option("container-image") == "pyxis");
  CHECK(plugin_of_option("volume") == "shifter");
  CHECK(plugin_of_option("gpu_cmode") == "");
  CHECK(plugin_of_option("container") == std::nullopt);
  CHECK(plugin_of_option("") == std::nullopt);
}

}  // namespace sbatchlint
