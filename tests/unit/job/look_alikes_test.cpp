#include "job/look_alikes.h"

#include <optional>
#include <string_view>

#include "support/catch.hpp"

namespace sbatchlint {

TEST_CASE("a character that looks like an ASCII one is known by its bytes") {
  struct Row {
    std::string_view text;
    std::string_view ascii;
    std::string_view name;  // "" where the text begins with none
  };
  const auto row = GENERATE(values<Row>({{"\u2013time", "-", "an en dash"},
                                         {"\u2014time", "--", "an em dash"},
                                         {"\u201Ctest\u201D", "\"", "a typographic quote"},
                                         {"\u00A0x", " ", "a no-break space"},
                                         {"\u200Bx", "", "a zero-width space"},
                                         {"-x", "", ""},
                                         {"\u00E6", "", ""},
                                         {"\xE2\x80", "", ""},
                                         {"", "", ""}}));
  CAPTURE(row.text);
  const auto found = look_alike_at(row.text);
  CHECK(found.has_value() == !row.name.empty());
  CHECK((found ? found->name : "") == row.name);
  CHECK((found ? found->ascii : "") == row.ascii);
}

TEST_CASE("the first look-alike is found wherever it stands") {
  CHECK(find_look_alike("--array=1\u20134") == 9U);
  CHECK(find_look_alike("\u2013a\u2013", 1) == 4U);
  CHECK(find_look_alike("caf\u00E9 \u2713") == std::nullopt);
  CHECK(find_look_alike("") == std::nullopt);
}

}  // namespace sbatchlint
