#include "output/place.h"

#include <string>

#include "output/utf8.h"
#include "support/catch.hpp"

namespace sbatchlint {
namespace {

TEST_CASE("a place counts characters or UTF-16 units, and an editor's lines") {
  struct Row {
    std::string text;
    std::uint32_t offset;
    Place characters;
    std::uint32_t utf16_column;
  };
  const auto row = GENERATE(values<Row>({
      {"", 0, {1, 1}, 1},
      {"ab\ncd\n", 0, {1, 1}, 1},
      {"ab\ncd\n", 2, {1, 3}, 3},
      {"ab\ncd\n", 4, {2, 2}, 2},
      {"ab\ncd\n", 6, {3, 1}, 1},           // behind the final newline
      {"ab\ncd", 5, {2, 3}, 3},             // no final newline
      {"ab", 99, {1, 3}, 3},                // beyond the end
      {"\xC3\xA9x", 2, {1, 2}, 2},          // é
      {"\xF0\x9F\x98\x80x", 4, {1, 2}, 3},  // an emoji is two units
      {"\xEF\xBB\xBF#!", 3, {1, 1}, 1},     // a byte order mark is not shown
      {"\xEF\xBB\xBF#!", 5, {1, 3}, 3},
      {"a\n\xEF\xBB\xBF#!", 5, {2, 2}, 2},  // elsewhere it is a character
      {"\xE2\x82x", 2, {1, 2}, 2},          // a broken sequence is one U+FFFD
      {"\xFF\xFFx", 2, {1, 3}, 3},
  }));
  CAPTURE(row.text, row.offset);
  const SourceText source("job.sh", row.text);
  CHECK(place_of(source, row.offset, ColumnUnit::Character) == row.characters);
  CHECK(place_of(source, row.offset, ColumnUnit::Utf16).column == row.utf16_column);
}

TEST_CASE("a character is decoded as the Unicode Standard says") {
  struct Row {
    std::string bytes;
    char32_t code;
    std::size_t length;
    bool valid;
  };
  const auto row = GENERATE(values<Row>({
      {"a", U'a', 1, true},
      {"\xC3\xA9", U'é', 2, true},
      {"\xE2\x82\xAC", U'€', 3, true},
      {"\xF0\x9F\x98\x80", U'\U0001F600', 4, true},
      {"\xC0\x80", kReplacement, 1, false},          // overlong
      {"\xE0\x80\x80", kReplacement, 1, false},      // overlong
      {"\xED\xA0\x80", kReplacement, 1, false},      // a surrogate
      {"\xF4\x90\x80\x80", kReplacement, 1, false},  // above U+10FFFF
      {"\xE2\x82", kReplacement, 2, false},          // cut short
      {"\xF0\x9F\x98x", kReplacement, 3, false},
      {"\x80", kReplacement, 1, false},
      {"\xFF", kReplacement, 1, false},
  }));
  CAPTURE(row.bytes);
  const Character character = first_character(row.bytes);
  CHECK(character.code == row.code);
  CHECK(character.bytes == row.length);
  CHECK(character.valid == row.valid);
}

TEST_CASE("what is no UTF-8 is replaced, the rest kept") {
  CHECK(valid_utf8("a\xE2\x82z\xFF\xC3\xA9") == "a\xEF\xBF\xBDz\xEF\xBF\xBD\xC3\xA9");
  std::string all;
  for (const char32_t code : {U'a', U'é', U'€', U'\U0001F600'}) append_utf8(all, code);
  CHECK(all == "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80");
}

}  // namespace
}  // namespace sbatchlint
