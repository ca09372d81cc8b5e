// Check 10: every output format takes every example; what claims to be JSON is JSON.
#include <string>

#include <nlohmann/json.hpp>

#include "example.h"
#include "output/emitter.h"
#include "support/catch.hpp"

namespace sbatchlint::testing {

TEST_CASE("10: every format takes every example, the JSON ones well-formed, the same bytes each time") {
  for (const CatalogEntry& entry : catalog()) {
    const auto examples = examples_of(entry);
    REQUIRE(examples.ok());
    for (const Example& example : examples.value()) {
      CAPTURE(example.place());
      RunResult run{.version = "test", .site = example.site->name};
      run.catalog = catalog();
      run.files.push_back(result_of(example, example.text));
      for (const Emitter& emitter : emitters()) {
        CAPTURE(emitter.name);
        std::string out;
        emitter.write(run, {}, out);
        std::string again;
        emitter.write(run, {}, again);
        CHECK(out == again);
        const bool is_json = emitter.name == "json" || emitter.name == "sarif";
        if (is_json) CHECK(nlohmann::json::accept(out));
        for (const Diagnostic& finding : run.files[0].diagnostics) {
          CHECK(out.find(finding.rule->code) != std::string::npos);
        }
      }
    }
  }
}

}  // namespace sbatchlint::testing
