#include "output/snippet.h"

#include <string>
#include <vector>

#include "support/catch.hpp"

namespace sbatchlint {
namespace {

std::string snippet(const std::string& text, const std::vector<Label>& labels, std::uint32_t columns = 120) {
  const SourceText source("job.sh", text);
  std::string out;
  append_snippet(out, source, labels, {.columns = columns});
  return out;
}

TEST_CASE("a label underlines its text") {
  CHECK(snippet("one\ntwo three\n", {{.span = {8, 13}, .message = {}, .primary = true}}) ==
        "   |\n"
        " 2 | two three\n"
        "   |     ^^^^^\n"
        "   |\n");
}

TEST_CASE("labels stand in the order of the lines, with gaps marked") {
  CHECK(snippet("a\nb\nc\nd\n", {{.span = {6, 7}, .message = {}, .primary = true},
                                 {.span = {0, 1}, .message = "set here", .primary = false}}) ==
        "   |\n"
        " 1 | a\n"
        "   | - set here\n"
        "...\n"
        " 4 | d\n"
        "   | ^\n"
        "   |\n");
}

TEST_CASE("two labels on a line have a row each") {
  CHECK(snippet("--a --b\n", {{.span = {4, 7}, .message = {}, .primary = true},
                              {.span = {0, 3}, .message = "the other", .primary = false}}) ==
        "   |\n"
        " 1 | --a --b\n"
        "   | --- the other\n"
        "   |     ^^^\n"
        "   |\n");
}

TEST_CASE("an empty span, an empty line and the end of the file still show a caret") {
  CHECK(snippet("ab\n", {{.span = {1, 1}, .message = {}, .primary = true}}) ==
        "   |\n"
        " 1 | ab\n"
        "   |  ^\n"
        "   |\n");
  CHECK(snippet("a\n\nb\n", {{.span = {2, 2}, .message = {}, .primary = true}}) ==
        "   |\n"
        " 2 |\n"
        "   | ^\n"
        "   |\n");
  CHECK(snippet("", {{.span = {0, 0}, .message = {}, .primary = true}}) ==
        "   |\n"
        " 1 |\n"
        "   | ^\n"
        "   |\n");
}

TEST_CASE("carets line up behind tabs and wide characters") {
  CHECK(snippet("\t你x\n", {{.span = {4, 5}, .message = {}, .primary = true}}) ==
        "   |\n"
        " 1 |     你x\n"
        "   |       ^\n"
        "   |\n");
}

TEST_CASE("a carriage return is shown where it is what is meant") {
  CHECK(snippet("ab\r\n", {{.span = {0, 2}, .message = {}, .primary = true}}) ==
        "   |\n"
        " 1 | ab\n"
        "   | ^^\n"
        "   |\n");
  CHECK(snippet("ab\r\n", {{.span = {2, 4}, .message = {}, .primary = true}}) ==
        "   |\n"
        " 1 | ab␍\n"
        "   |   ^\n"
        "   |\n");
}

TEST_CASE("a label over many lines shows the first three") {
  const std::string four = "a\nb\nc\nd\n";
  CHECK(snippet(four, {{.span = {0, 7}, .message = {}, .primary = true}}) ==
        "   |\n"
        " 1 | a\n"
        "   | ^\n"
        " 2 | b\n"
        "   | ^\n"
        " 3 | c\n"
        "   | ^\n"
        " 4 | d\n"
        "   | ^\n"
        "   |\n");
  CHECK(snippet(four + "e\n", {{.span = {0, 9}, .message = {}, .primary = true}}) ==
        "   |\n"
        " 1 | a\n"
        "   | ^\n"
        " 2 | b\n"
        "   | ^\n"
        " 3 | c\n"
        "   | ^ ... 2 more lines\n"
        "   |\n");
}

TEST_CASE("a long line is cut around its label") {
  const std::string text = std::string(100, 'a') + "NEEDLE" + std::string(100, 'b') + "\n";
  CHECK(snippet(text, {{.span = {100, 106}, .message = {}, .primary = true}}, 47) ==
        "   |\n"
        " 1 | …" +
            std::string(12, 'a') + "NEEDLE" + std::string(20, 'b') + "…\n" + "   |  " + std::string(12, ' ') +
            "^^^^^^\n"
            "   |\n");
}

TEST_CASE("a long line of wide characters shows what fits before a label near its end") {
  std::string text;
  std::string shown;
  for (int i = 0; i < 100; ++i) text += "你é";
  for (int i = 0; i < 10; ++i) shown += "你é";
  CHECK(snippet(text + "NEEDLE\n", {{.span = {500, 506}, .message = {}, .primary = true}}, 47) ==
        "   |\n"
        " 1 | …é" +
            shown + "NEEDLE\n   |  " + std::string(31, ' ') +
            "^^^^^^\n"
            "   |\n");
}

TEST_CASE("a long line is cut around what the finding points at, not around what explains it") {
  const std::string text = "first" + std::string(200, ' ') + "NEEDLE\n";
  CHECK(snippet(text,
                {{.span = {0, 5}, .message = "here", .primary = false},
                 {.span = {205, 211}, .message = {}, .primary = true}},
                47)
            .find(" 1 | …" + std::string(32, ' ') + "NEEDLE\n") != std::string::npos);
}

TEST_CASE("colour goes around the parts and changes no width") {
  const SourceText source("job.sh", "ab\n");
  const std::vector<Label> labels = {{.span = {0, 1}, .message = {}, .primary = true}};
  std::string out;
  append_snippet(out, source, labels, {.gutter = "<g>", .primary = "<p>", .secondary = "<s>", .reset = "<r>"});
  CHECK(out ==
        "<g>   |<r>\n"
        "<g> 1 |<r> ab\n"
        "<g>   |<r> <p>^<r>\n"
        "<g>   |<r>\n");
}

}  // namespace
}  // namespace sbatchlint
