#include "slurm/values/dependency.h"

#include <string_view>

#include "support/catch.hpp"

namespace sbatchlint {

TEST_CASE("a dependency is what the controller takes for one") {
  const std::string_view text = GENERATE(values<std::string_view>(
      {"", "afterok:1", "afterok:1,afterany:2", "afterok:1?afterany:2", "after:1", "after:1+5", "after:1+5:2",
       "aftercorr:1", "afterburstbuffer:1", "Singleton", "singleton,afterok:1", "afterok:1,singleton", "AFTEROK:1",
       "afterok:1_1", "afterok:1_*", "afterok:1_[1-2]", "afterok:-1", "4711", "afterok:1:2:3"}));
  CAPTURE(text);
  CHECK(is_dependency(text));
}

TEST_CASE("anything else is a dependency problem") {
  const std::string_view text = GENERATE(values<std::string_view>({"after:1+",
                                                                   "after:1-5",
                                                                   "afterok:",
                                                                   "afterok",
                                                                   "afterok:abc",
                                                                   "afterok:1,",
                                                                   "afterok:1:",
                                                                   "afterok=1",
                                                                   "after_ok:1",
                                                                   "afterok,x",
                                                                   ":1",
                                                                   "foo:1",
                                                                   "None",
                                                                   "expand:1",
                                                                   "afterany:1.0",
                                                                   "afterok:0",
                                                                   "afterok:1;afterany:1",
                                                                   "afterok:1&afterany:1",
                                                                   "afterok:1 ",
                                                                   "afterok:1, singleton",
                                                                   "afterok:1+5",
                                                                   "$ID",
                                                                   "afterok:1_",
                                                                   "afterok:1_[]"}));
  CAPTURE(text);
  CHECK_FALSE(is_dependency(text));
}

}  // namespace sbatchlint
