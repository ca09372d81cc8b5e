// What the analyzer makes of the scripts in corpus/: what their manifest promises, and nothing that was not accepted.

#include <algorithm>
#include <set>

#include "corpus/accepted.h"
#include "support/catch.hpp"
#include "support/linter.h"

namespace sbatchlint::corpus {
namespace {

const std::filesystem::path kCorpus = SBATCHLINT_CORPUS_DIR;

using Lines = std::vector<std::string>;

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

Lines only_in(const Lines& left, const Lines& right) {
  Lines result;
  std::ranges::copy_if(left, std::back_inserter(result),
                       [&right](const std::string& line) { return std::ranges::find(right, line) == right.end(); });
  return result;
}

// The site whose users wrote the script.
std::string_view home_of(std::string_view path) { return path.starts_with("ai-cloud/") ? "ai-cloud" : "generic"; }

std::set<std::string> codes_above_note(const FileResult& file) {
  std::set<std::string> codes;
  for (const Diagnostic& diagnostic : file.diagnostics) {
    if (diagnostic.level > Level::Note) codes.emplace(diagnostic.rule->code);
  }
  return codes;
}

}  // namespace

TEST_CASE("the manifest names every script of the corpus, and no other") {
  Lines promised;
  for (const Promise& promise : read_manifest(kCorpus)) promised.push_back(promise.path);
  Lines present;
  for (const CorpusScript& script : scripts_of(kCorpus)) present.push_back(script.path);
  std::ranges::sort(promised);
  CHECK(promised == present);
  CHECK(present.size() >= 48);
}

TEST_CASE("what the manifest promises is found, and nothing else above a note") {
  const test::Linter generic("generic");
  const test::Linter ai_cloud("ai-cloud");
  for (const Promise& promise : read_manifest(kCorpus)) {
    CAPTURE(promise.path);
    const test::Linter& linter = home_of(promise.path) == "ai-cloud" ? ai_cloud : generic;
    const FileResult file = linter.run(promise.path, read_file(kCorpus / promise.path));
    std::set<std::string> found;
    for (const Diagnostic& diagnostic : file.diagnostics) found.emplace(diagnostic.rule->code);
    for (const std::string& code : promise.codes) {
      CAPTURE(code);
      if (test::has_rule(code)) CHECK(found.contains(code));
    }
    for (const std::string& code : codes_above_note(file)) {
      CAPTURE(code);
      CHECK(std::ranges::find(promise.codes, code) != promise.codes.end());
    }
  }
}

TEST_CASE("the everyday scripts of the AI Cloud are clean there") {
  const test::Linter linter("ai-cloud");
  std::size_t count = 0;
  for (const CorpusScript& script : scripts_of(kCorpus)) {
    if (!script.path.starts_with("ai-cloud/clean/")) continue;
    CAPTURE(script.path);
    CHECK(codes_above_note(linter.run(script.path, script.bytes)).empty());
    ++count;
  }
  CHECK(count >= 12);
}

TEST_CASE("every finding in the corpus was accepted") {
  const Lines found = lines_of(accepted_findings(kCorpus));
  const Lines expected = lines_of(read_file(kCorpus / "expected.tsv"));
  CHECK(only_in(found, expected) == Lines{});  // new: fix it, or accept it by `./dev bless`
  CHECK(only_in(expected, found) == Lines{});  // lost: likewise
  CHECK(found == expected);
}

}  // namespace sbatchlint::corpus
