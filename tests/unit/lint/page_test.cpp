#include "lint/page.h"

#include <string_view>
#include <vector>

#include "support/catch.hpp"

namespace sbatchlint {
namespace {

constexpr std::string_view kPage = R"(# SB201: missing-time

A job without `--time` may hold its nodes for days.

## Why
Slurm takes the partition's default.

## Bad
```bash bad crlf
#!/bin/bash
## not a heading
```
```text output
job.sh:1:1
```

## Good

```bash good
#!/bin/bash
#SBATCH --time=1
```
Words after.
)";

TEST_CASE("a page is read into title, summary, sections and blocks") {
  const Result<Page> read = parse_page(kPage);
  REQUIRE(read.ok());
  const Page& page = read.value();
  CHECK(page.code == "SB201");
  CHECK(page.name == "missing-time");
  CHECK(page.summary == "A job without `--time` may hold its nodes for days.");
  REQUIRE(page.sections.size() == 3);
  CHECK(page.section("Why") == "Slurm takes the partition's default.");
  CHECK(page.section("Good").starts_with("```bash good\n"));
  CHECK(page.section("Good").ends_with("\nWords after."));
  CHECK(page.section("See also").empty());
}

TEST_CASE("a block knows its language, attributes, section, text and line") {
  const Result<Page> read = parse_page(kPage);
  REQUIRE(read.ok());
  const std::vector<PageBlock>& blocks = read.value().blocks;
  REQUIRE(blocks.size() == 3);
  CHECK(blocks[0].language == "bash");
  CHECK(blocks[0].attributes == std::vector<std::string_view>{"bad", "crlf"});
  CHECK(blocks[0].has("crlf"));
  CHECK_FALSE(blocks[0].has("good"));
  CHECK(blocks[0].section == "Bad");
  CHECK(blocks[0].text == "#!/bin/bash\n## not a heading\n");
  CHECK(blocks[0].line == 10);
  CHECK(blocks[1].language == "text");
  CHECK(blocks[1].text == "job.sh:1:1\n");
  CHECK(blocks[2].section == "Good");
}

TEST_CASE("a page that breaks the outline is refused with its line") {
  struct Row {
    std::string_view text;
    std::string_view message;
  };
  const auto row = GENERATE(values<Row>({
      {"", "line 1: expected `# CODE: name`"},
      {"SB201: missing-time\nWords.\n", "line 1: expected `# CODE: name`"},
      {"# SB201\nWords.\n", "line 1: expected `# CODE: name`"},
      {"# SB201: missing-time\n\n## Why\nWords.\n", "line 2: expected the summary, one sentence"},
      {"# SB201: missing-time\nWords.\n```bash\n#!/bin/bash\n", "line 3: this fence is never closed"},
  }));
  CAPTURE(row.text);
  const Result<Page> read = parse_page(row.text);
  REQUIRE_FALSE(read.ok());
  CHECK(read.error().message == row.message);
}

}  // namespace
}  // namespace sbatchlint
