#include "output/fingerprint.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "support/catch.hpp"

namespace sbatchlint {
namespace {

using Hashes = std::vector<std::string>;

constexpr std::size_t kAllLines = 1000;

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
  CHECK(github_line_hashes(row.text, kAllLines) == row.hashes);
}

TEST_CASE("equal lines are numbered while the hundred characters from them on are equal") {
  std::string text;
  for (int i = 0; i < 10; ++i) text += "Lorem ipsum dolor sit amet.\n";
  CHECK(github_line_hashes(text, kAllLines) == Hashes{"a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3",
                                                      "a7f2ff13bc495cf2:4", "a7f2ff13bc495cf2:5", "a7f2ff13bc495cf2:6",
                                                      "a7f2ff1481e87703:1", "a9cf91f7bbf1862b:1", "55ec222b86bcae53:1",
                                                      "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1"});
}

// The same published algorithm in its other shape: a window of 100 units that rolls over the text, as the uploader does
// it (github/codeql-action, src/fingerprints.ts).
Hashes rolled(const std::u16string& text) {
  constexpr std::size_t kWindow = 100;
  std::uint64_t first_factor = 1;
  for (std::size_t i = 0; i < kWindow; ++i) first_factor *= 37;
  std::vector<std::uint64_t> window(kWindow, 0);
  std::vector<bool> begins(kWindow, false);
  std::map<std::uint64_t, int> seen;
  Hashes hashes;
  std::uint64_t hash = 0;
  std::size_t index = 0;
  bool line_start = true;
  bool after_return = false;
  const auto roll = [&](std::uint64_t unit) {
    hash = hash * 37 + unit - first_factor * window[index];
    window[index] = unit;
    index = (index + 1) % kWindow;
  };
  const auto emit = [&] {
    if (!begins[index]) return;
    std::ostringstream digits;
    digits << std::hex << hash;
    hashes.push_back(digits.str() + ":" + std::to_string(++seen[hash]));
    begins[index] = false;
  };
  const auto take = [&](char16_t unit) {
    const bool skipped = unit == u' ' || unit == u'\t' || (after_return && unit == u'\n');
    after_return = unit == u'\r';
    if (skipped) return;
    if (unit == u'\r') unit = u'\n';
    emit();
    if (line_start) begins[index] = true;
    line_start = unit == u'\n';
    roll(unit);
  };
  for (const char16_t unit : text) take(unit);
  take(0xFFFF);
  for (std::size_t i = 0; i < kWindow; ++i) {
    emit();
    roll(0);
  }
  return hashes;
}

TEST_CASE("an independent implementation gives the same hashes for 500 lines") {
  std::uint32_t seed = 7;
  const auto random = [&seed](std::uint32_t below) {
    seed = seed * 1664525U + 1013904223U;
    return (seed >> 16U) % below;
  };
  struct Piece {
    std::string bytes;
    std::u16string units;
  };
  const std::vector<Piece> pieces = {{"#SBATCH ", u"#SBATCH "},
                                     {"--time=", u"--time="},
                                     {"\t", u"\t"},
                                     {"a", u"a"},
                                     {"\xC3\xA9", u"\u00E9"},
                                     {"\xF0\x9F\x98\x80", u"\U0001F600"},
                                     {"  ", u"  "},
                                     {"srun", u"srun"},
                                     {"\xE2\x82\xAC", u"\u20AC"},
                                     {"0", u"0"}};
  const std::vector<Piece> breaks = {{"\n", u"\n"}, {"\r\n", u"\r\n"}, {"\r", u"\r"}, {"\n\n", u"\n\n"}};
  Piece text;
  for (int line = 0; line < 500; ++line) {
    for (std::uint32_t i = random(40); i > 0; --i) {
      const Piece& piece = pieces[random(10)];
      text.bytes += piece.bytes;
      text.units += piece.units;
    }
    const Piece& end = breaks[random(4)];
    text.bytes += end.bytes;
    text.units += end.units;
  }
  const Hashes ours = github_line_hashes(text.bytes, kAllLines);
  CHECK(ours.size() > 500);
  CHECK(ours == rolled(text.units));
  for (const std::size_t lines : {0U, 1U, 7U, 250U, 499U}) {
    CHECK(github_line_hashes(text.bytes, lines) ==
          Hashes(ours.begin(), ours.begin() + static_cast<std::ptrdiff_t>(lines)));
  }
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
