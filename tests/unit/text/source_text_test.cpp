#include "text/source_text.h"

#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"

using sbatchlint::SourceText;
using sbatchlint::Span;

namespace {

std::vector<std::string> lines_of(const SourceText& source) {
  std::vector<std::string> lines;
  for (std::uint32_t line = 0; line < source.line_count(); ++line) {
    lines.emplace_back(source.slice(source.line_span(line)));
  }
  return lines;
}

}  // namespace

TEST_CASE("a file is cut into lines at newlines alone") {
  struct Row {
    std::string bytes;
    std::vector<std::string> lines;
  };
  const auto row = GENERATE(values<Row>({
      {"", {""}},
      {"\n", {""}},
      {"a", {"a"}},
      {"a\n", {"a"}},
      {"a\n\nb", {"a", "", "b"}},
      {"a\r\nb\r\n", {"a\r", "b\r"}},
      {"a\rb\n", {"a\rb"}},
  }));
  CAPTURE(row.bytes);
  CHECK(lines_of(SourceText("job.sh", row.bytes)) == row.lines);
}

TEST_CASE("every byte knows its line, the newline belongs to the line it ends") {
  const SourceText source("job.sh", "ab\n\ncd\n");
  const std::vector<std::uint32_t> expected = {0, 0, 0, 1, 2, 2, 2};
  for (std::uint32_t offset = 0; offset < source.size(); ++offset) {
    CAPTURE(offset);
    CHECK(source.line_of(offset) == expected[offset]);
  }
  CHECK(source.line_of(source.size()) == 2);
  CHECK(source.line_of(1000) == 2);
}

TEST_CASE("a full line includes its newline, so that deleting it deletes the line") {
  const SourceText source("job.sh", "ab\ncd");
  CHECK(source.full_line_span(0) == Span{0, 3});
  CHECK(source.full_line_span(1) == Span{3, 5});
}

TEST_CASE("a span that reaches beyond the file is cut, never read") {
  const SourceText source("job.sh", "abc");
  CHECK(source.slice({1, 100}) == "bc");
  CHECK(source.slice({50, 100}).empty());
}
