#include "output/display.h"

#include <string>

#include "support/catch.hpp"

namespace sbatchlint {
namespace {

TEST_CASE("a stranger's text is shown without reaching the terminal") {
  struct Row {
    std::string text;
    std::string shown;
    std::uint32_t width;
  };
  const auto row = GENERATE(values<Row>({
      {"plain", "plain", 5},
      {"a\tb", "a    b", 6},
      {"\x1b[31m", "␛[31m", 5},
      {std::string("\0", 1), "␀", 1},
      {"\x7f", "␡", 1},
      {"a\r", "a␍", 2},
      {"a\nb", "a␊b", 3},
      {"\xC2\x9B", "<U+009B>", 8},      // CSI in one character
      {"\xE2\x80\xAE", "<U+202E>", 8},  // right to left from here
      {"\xEF\xBB\xBF", "<U+FEFF>", 8},
      {"\xFF", "\xEF\xBF\xBD", 1},
      {"é", "é", 1},
      {"e\xCC\x81", "e\xCC\x81", 1},  // a combining accent
      {"नमस्ते", "नमस्ते", 4},            // a vowel sign and two marks stand on the letters
      {"你好", "你好", 4},
      {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80", 2},
      {"", "", 0},
  }));
  CAPTURE(row.text);
  CHECK(visible(row.text) == row.shown);
  CHECK(visible_width(row.text) == row.width);
}

}  // namespace
}  // namespace sbatchlint
