// JUnit's XML: a suite a file. A finding is a failed test named by its rule and line, a clean file one passed test.
#include "output/emitter.h"
#include "output/place.h"
#include "output/xml.h"

namespace sbatchlint {
namespace {

void open_case(std::string& out, const SourceText& source, std::string_view name) {
  out += "    <testcase";
  append_attribute(out, "classname", source.name());
  append_attribute(out, "name", name);
}

void append_failure(std::string& out, const SourceText& source, const Diagnostic& diagnostic) {
  const Place place = place_of(source, diagnostic.span.begin, ColumnUnit::Character);
  const std::string where = source.name() + ':' + std::to_string(place.line) + ':' + std::to_string(place.column);
  const std::string rule = std::string(diagnostic.rule->code) + ' ' + std::string(diagnostic.rule->name);
  open_case(out, source, rule + " line " + std::to_string(place.line));
  out += ">\n      <failure";
  append_attribute(out, "type", level_name(diagnostic.level));
  append_attribute(out, "message", diagnostic.message());
  out += '>';
  append_xml(out, where + ": " + diagnostic.message());
  if (!diagnostic.help.empty()) append_xml(out, "\nhelp: " + diagnostic.help);
  out += "</failure>\n    </testcase>\n";
}

void append_counts(std::string& out, std::size_t tests, std::size_t failures) {
  append_attribute(out, "tests", std::to_string(tests));
  append_attribute(out, "failures", std::to_string(failures));
  append_attribute(out, "errors", "0");
}

std::size_t tests_of(const FileResult& file) { return file.diagnostics.empty() ? 1 : file.diagnostics.size(); }

}  // namespace

void write_junit(const RunResult& run, const OutputOptions&, std::string& out) {
  std::size_t tests = 0;
  std::size_t failures = 0;
  for (const FileResult& file : run.files) {
    tests += tests_of(file);
    failures += file.diagnostics.size();
  }
  out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"sbatchlint\"";
  append_counts(out, tests, failures);
  out += ">\n";
  for (const FileResult& file : run.files) {
    out += "  <testsuite";
    append_attribute(out, "name", file.source.name());
    append_counts(out, tests_of(file), file.diagnostics.size());
    out += ">\n";
    for (const Diagnostic& diagnostic : file.diagnostics) append_failure(out, file.source, diagnostic);
    if (file.diagnostics.empty()) {
      open_case(out, file.source, "sbatchlint");
      out += "/>\n";
    }
    out += "  </testsuite>\n";
  }
  out += "</testsuites>\n";
}

}  // namespace sbatchlint
