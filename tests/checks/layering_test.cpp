#include "checks/layering.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "support/catch.hpp"

namespace sbatchlint::checks {
namespace {

Layers declared() {
  std::ifstream in(SBATCHLINT_LAYERS_FILE, std::ios::binary);
  return Layers(std::string(std::istreambuf_iterator<char>(in), {}));
}

constexpr std::string_view kSample =
    "text|analyzer/text|| fmt/\n"
    "syntax|analyzer/syntax|text| fmt/ tree_sitter/\n"
    "shell|analyzer/shell|syntax| fmt/\n"
    "rules|rules|shell| fmt/\n";

}  // namespace

TEST_CASE("no layer includes what its DEPENDS and USES do not allow", "[layering]") {
  const Layers layers = declared();
  REQUIRE(layers.all().size() > 5);
  std::vector<std::string> found;
  for (const SourceFile& file : source_files()) {
    for (std::string& violation : layers.violations(file)) found.push_back(std::move(violation));
  }
  CHECK(found == std::vector<std::string>{});
}

TEST_CASE("every folder of the analyzer and of the rules belongs to a layer", "[layering]") {
  const Layers layers = declared();
  for (const SourceFile& file : source_files()) {
    if (file.path.starts_with("tests/")) continue;
    CAPTURE(file.path);
    CHECK(std::ranges::any_of(layers.all(),
                              [&](const Layer& layer) { return file.path.starts_with(layer.folder + "/"); }));
  }
}

TEST_CASE("an include is held against the layer of its file", "[layering]") {
  struct Row {
    const char* file;
    const char* line;
    bool allowed;
  };
  const auto row = GENERATE(values<Row>({
      {"analyzer/shell/script.h", "#include \"text/span.h\"", true},
      {"analyzer/shell/script.h", "#include \"syntax/tree.h\"", true},
      {"analyzer/shell/script.h", "#include <vector>", true},
      {"analyzer/shell/script.h", "#include <fmt/format.h>", true},
      {"analyzer/text/span.h", "#include \"shell/script.h\"", false},
      {"analyzer/text/span.h", "  #  include \"shell/script.h\"", false},
      {"analyzer/text/span.h", "#include \"rules/x.h\"", false},
      {"analyzer/text/span.h", "// #include \"shell/script.h\"", true},
      {"analyzer/syntax/tree.cpp", "#include <tree_sitter/api.h>", true},
      {"analyzer/shell/script.cpp", "#include <tree_sitter/api.h>", false},
      {"analyzer/shell/script.cpp", "#include \"../text/span.h\"", false},
      {"rules/request/SB201_x.cpp", "#include \"shell/script.h\"", true},
      {"tests/unit/text/span_test.cpp", "#include \"shell/script.h\"", true},
  }));
  CAPTURE(row.file, row.line);
  CHECK(Layers(kSample).violations({row.file, row.line}).empty() == row.allowed);
}

}  // namespace sbatchlint::checks
