#include "options/release.h"

#include <optional>
#include <string_view>

#include "support/catch.hpp"

namespace sbatchlint {

TEST_CASE("a release is read from a version of Slurm") {
  struct Row {
    std::string_view text;
    std::optional<Release> release;
  };
  const auto row = GENERATE(values<Row>({{"22.05", Release::V22_05},
                                         {"22.05.8", Release::V22_05},
                                         {"24.11.7-1", Release::V24_11},
                                         {"23.11.0-0rc1", Release::V23_11},
                                         {"22.5", Release::V22_05},
                                         {"21.08.8-2", Release::V22_05},
                                         {"22.11", Release::V22_05},
                                         {"26.05", Release::V26_05},
                                         {"27.05", Release::V26_11},
                                         {"", {}},
                                         {"22", {}},
                                         {"22.", {}},
                                         {"22.05x", {}},
                                         {"slurm 22.05", {}}}));
  CAPTURE(row.text);
  CHECK(parse_release(row.text) == row.release);
}

TEST_CASE("every release is read back from its name") {
  for (const Release release : kReleases) CHECK(parse_release(release_name(release)) == release);
}

}  // namespace sbatchlint
