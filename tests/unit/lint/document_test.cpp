#include "lint/document.h"

#include <string>

#include "support/catch.hpp"

namespace sbatchlint {

namespace {

std::string texts(std::string_view document, Markup markup) {
  std::string all;
  for (const ScriptBlock& block : script_blocks(document, markup)) all += block.text + "--\n";
  return all;
}

}  // namespace

TEST_CASE("the suffix tells the markup") {
  CHECK(markup_of("docs/a.md") == Markup::Markdown);
  CHECK(markup_of("a.rst") == Markup::Rst);
  CHECK(markup_of("a.adoc") == Markup::AsciiDoc);
  CHECK(markup_of("a.sh") == std::nullopt);
}

TEST_CASE("fences of Markdown, also within lists; blocks without directives are left out") {
  CHECK(texts("x\n```bash\n#!/bin/bash\n#SBATCH -n 1\n```\n#SBATCH no\n", Markup::Markdown) ==
        "#!/bin/bash\n#SBATCH -n 1\n--\n");
  CHECK(texts("1. x\n   ~~~~\n   #!/bin/bash\n   #SBATCH -n 1\n\n     a\n   ```\n   ~~~~\n", Markup::Markdown) ==
        "#!/bin/bash\n#SBATCH -n 1\n\n  a\n```\n--\n");
  CHECK(texts("```\n# SBATCH\n```\n", Markup::Markdown).empty());
  CHECK(texts("```\r\n#!/bin/sh\r\n#SBATCH -n 1\r\n```\r\n", Markup::Markdown) == "#!/bin/sh\n#SBATCH -n 1\n--\n");
}

TEST_CASE("a block without a first line is a fragment") {
  const auto blocks = script_blocks("```\n#SBATCH -n 1\n", Markup::Markdown);
  REQUIRE(blocks.size() == 1);
  CHECK(blocks[0].is_fragment);
  CHECK(blocks[0].text == "#!/bin/bash\n#SBATCH -n 1\n");
  CHECK(blocks[0].line_starts == std::vector<std::uint32_t>{4, 4});
}

TEST_CASE("literal blocks of reStructuredText, their options aside") {
  CHECK(texts("Use this::\n\n    #!/bin/bash\n    #SBATCH -n 1\n\n      x\n\nMore.\n", Markup::Rst) ==
        "#!/bin/bash\n#SBATCH -n 1\n\n  x\n--\n");
  CHECK(texts(".. code-block:: bash\n   :linenos:\n\n   #!/bin/bash\n   #SBATCH -n 1\nend\n", Markup::Rst) ==
        "#!/bin/bash\n#SBATCH -n 1\n--\n");
}

TEST_CASE("listings of AsciiDoc") {
  CHECK(texts("[source,bash]\n----\n#!/bin/bash\n#SBATCH -n 1\n----\n#SBATCH no\n", Markup::AsciiDoc) ==
        "#!/bin/bash\n#SBATCH -n 1\n--\n");
}

}  // namespace sbatchlint
