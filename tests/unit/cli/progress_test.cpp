#include "hosts/cli/progress.h"

#include "support/catch.hpp"
#include "unit/cli/fake_world.h"

namespace sbatchlint::cli {
namespace {

std::string told(std::size_t files, bool quiet, bool terminal) {
  FakeFiles fake;
  World world = fake.world();
  world.err_is_terminal = terminal;
  {
    Progress progress(files, quiet, world);
    for (std::size_t i = 0; i < files; i += 150) progress.at(i);
  }
  return fake.err;
}

TEST_CASE("progress is one line on a terminal, for many files, and goes away") {
  CHECK(told(400, false, true) == "\r\x1b[Ksbatchlint: 150 of 400 files\r\x1b[Ksbatchlint: 300 of 400 files\r\x1b[K");
  CHECK(told(400, false, false).empty());
  CHECK(told(400, true, true).empty());
  CHECK(told(199, false, true).empty());
  CHECK(told(0, false, true).empty());
}

}  // namespace
}  // namespace sbatchlint::cli
