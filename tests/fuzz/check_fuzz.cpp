// The whole engine over any bytes: every rule, a site with limits, fixes applied until settled, every format written.
// A crash, a hang or a broken promise (asserted below) is what the fuzzer looks for.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "lint/engine.h"
#include "lint/fix.h"
#include "output/emitter.h"
#include "site/builtin.h"

namespace sbatchlint {
namespace {

struct Setup {
  Site site;
  Selection selection;
};

// Built once: what a run needs beside the script.
const Setup& setup() {
  static const Setup kSetup = [] {
    Setup made;
    made.site = load_builtin_site("ai-cloud").value();
    made.selection =
        select_rules(catalog(), {.select = {}, .ignore = {}, .levels = {}, .pedantic = true}, made.site).value();
    return made;
  }();
  return kSetup;
}

void expect(bool promise) {
  if (!promise) std::abort();
}

FileResult checked(const SourceText& source) {
  CheckOptions options;
  options.site = &setup().site;
  options.selection = &setup().selection;
  options.submit.release = setup().site.release;
  return check(source, options);
}

void expect_inside(const SourceText& source, const std::vector<Diagnostic>& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics) {
    expect(diagnostic.rule->code != "SB000");
    expect(diagnostic.span.begin <= diagnostic.span.end && diagnostic.span.end <= source.size());
    for (const Fix& fix : diagnostic.fixes) {
      for (const Edit& edit : fix.edits) expect(edit.span.begin <= edit.span.end && edit.span.end <= source.size());
    }
  }
}

void expect_formats(FileResult result) {
  RunResult run;
  run.files.push_back(std::move(result));
  run.catalog = catalog();
  for (const Emitter& emitter : emitters()) {
    std::string out;
    emitter.write(run, {}, out);
    if (emitter.name == "json" || emitter.name == "sarif") expect(nlohmann::json::accept(out));
  }
}

void check_everything(const SourceText& source) {
  FileResult result = checked(source);
  expect_inside(source, result.diagnostics);
  expect_formats(std::move(result));
  const auto check_again = [](const SourceText& text) { return checked(text).diagnostics; };
  expect(fix_until_settled(source, Safety::Unsafe, check_again).settled);
}

}  // namespace
}  // namespace sbatchlint

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sbatchlint::check_everything({"fuzz.sbatch", std::string(reinterpret_cast<const char*>(data), size)});
  return 0;
}
