#include "corpus/accepted.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

#include "lint/report.h"
#include "support/linter.h"

namespace sbatchlint::corpus {
namespace {

constexpr std::string_view kHead =
    "# Every finding accepted today: path, line, column, level, code, site. Rewritten by `./dev bless`; read the "
    "diff.\n";
constexpr std::array<std::string_view, 3> kOwnFiles = {"MANIFEST.md", "expected.tsv", ".gitattributes"};

struct AcceptedFinding {
  std::string path;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string_view level;
  std::string_view code;
  std::string_view site;

  friend auto operator<=>(const AcceptedFinding&, const AcceptedFinding&) = default;
};

AcceptedFinding accepted(const FileResult& file, const Diagnostic& diagnostic, std::string_view site) {
  const std::uint32_t line = file.source.line_of(diagnostic.span.begin);
  const std::uint32_t column = diagnostic.span.begin - file.source.line_span(line).begin;
  return {.path = file.source.name(),
          .line = line + 1,
          .column = column + 1,
          .level = level_name(diagnostic.level),
          .code = diagnostic.rule->code,
          .site = site};
}

std::vector<std::string> codes_in(std::string_view text) {
  std::vector<std::string> codes;
  for (auto at = text.find("SB"); at != std::string_view::npos; at = text.find("SB", at + 1)) {
    codes.emplace_back(text.substr(at, 5));
  }
  return codes;
}

}  // namespace

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<CorpusScript> scripts_of(const std::filesystem::path& corpus) {
  std::vector<CorpusScript> scripts;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(corpus)) {
    if (!entry.is_regular_file()) continue;
    std::string path = std::filesystem::relative(entry.path(), corpus).generic_string();
    // The course has rubrics and expected grades of its own (tests/grade).
    if (path.starts_with("course/") || std::ranges::find(kOwnFiles, path) != kOwnFiles.end()) continue;
    scripts.push_back({.path = std::move(path), .bytes = read_file(entry.path())});
  }
  std::ranges::sort(scripts, {}, &CorpusScript::path);
  return scripts;
}

std::vector<Promise> read_manifest(const std::filesystem::path& corpus) {
  constexpr std::string_view kRow = "\n| `";
  const std::string text = read_file(corpus / "MANIFEST.md");
  std::vector<Promise> promises;
  for (auto at = text.find(kRow); at != std::string::npos; at = text.find(kRow, at + 1)) {
    const std::string_view line =
        std::string_view(text).substr(at + kRow.size(), text.find('\n', at + 1) - at - kRow.size());
    const auto path_end = line.find('`');
    const auto last_cell = line.rfind('|', line.size() - 2);
    promises.push_back({.path = std::string(line.substr(0, path_end)), .codes = codes_in(line.substr(last_cell))});
  }
  return promises;
}

std::string accepted_findings(const std::filesystem::path& corpus) {
  const std::vector<CorpusScript> scripts = scripts_of(corpus);
  std::vector<AcceptedFinding> findings;
  for (const std::string_view site : {"generic", "ai-cloud"}) {
    const test::Linter linter(site);
    for (const CorpusScript& script : scripts) {
      const FileResult file = linter.run(script.path, script.bytes);
      for (const Diagnostic& diagnostic : file.diagnostics) findings.push_back(accepted(file, diagnostic, site));
    }
  }
  std::ranges::sort(findings);
  std::string text(kHead);
  for (const AcceptedFinding& finding : findings) {
    text += concat(finding.path, "\t", finding.line, "\t", finding.column, "\t", finding.level, "\t", finding.code,
                   "\t", finding.site, "\n");
  }
  return text;
}

}  // namespace sbatchlint::corpus
