#include "output/fingerprint.h"

#include <string>
#include <vector>

#include "support/catch.hpp"

namespace sbatchlint {
namespace {

using Hashes = std::vector<std::string>;

// What GitHub's uploader computes for these texts (github/codeql-action, src/fingerprints.test.ts).
TEST_CASE("line hashes are GitHub's") {
  struct Row {
    std::string text;
    Hashes hashes;
  };
  const Hashes four_breaks = {"e9496ae3ebfced30:1", "fb7c023a8b9ccb3f:1", "ce8ba1a563dcdaca:1", "e20e36e16fcb0cc8:1",
                              "b3edc88f2938467e:1", "c8e28b0b4002a3a0:1", "c129715d7a2bc9a3:1"};
  const auto row = GENERATE_COPY(values<Row>({
      {"", {"c129715d7a2bc9a3:1"}},
      {" a\nb\n  \t\tc\n d", {"271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"}},
      {" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End",
       {"8b7cf3e952e7aeb2:1", "b1ae1287ec4718d9:1", "bff680108adb0fcc:1", "c6805c5e1288b612:1", "b86d3392aea1be30:1",
        "e6ceba753e1a442:1"}},
      {" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n", four_breaks},
      {" hello; \t\nworld!!!\r\r\r  \t\tGreetings\r End\r", four_breaks},
      {" hello; \t\r\nworld!!!\r\n\r\n\r\n  \t\tGreetings\r\n End\r\n", four_breaks},
      {" hello; \t\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n", four_breaks},
  }));
  CAPTURE(row.text);
  CHECK(github_line_hashes(row.text) == row.hashes);
}

TEST_CASE("equal lines are numbered while the hundred characters from them on are equal") {
  std::string text;
  for (int i = 0; i < 10; ++i) text += "Lorem ipsum dolor sit amet.\n";
  CHECK(github_line_hashes(text) == Hashes{"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3",
                                           "a7f2ff13bc495cf2:4", "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6",
                                           "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1",
                                           "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"});
}

TEST_CASE("a stable hash tells parts apart and is FNV-1a") {
  CHECK(stable_hash({}) == "cbf29ce484222325");
  CHECK(stable_hash({"ab", "c"}) != stable_hash({"a", "bc"}));
  CHECK(stable_hash({"SB201", "x"}) == stable_hash({"SB201", "x"}));
  CHECK(stable_hash({"SB201", "x"}).size() == 16);
}

TEST_CASE("layout does not count") {
  CHECK(without_layout("  a \t b\r\nc ") == "a b c");
  CHECK(without_layout(" \n").empty());
}

}  // namespace
}  // namespace sbatchlint
