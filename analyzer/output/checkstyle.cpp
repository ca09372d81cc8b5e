// Checkstyle's XML, which most CI servers' warning plug-ins read.
#include "output/emitter.h"
#include "output/place.h"
#include "output/xml.h"

namespace sbatchlint {
namespace {

std::string_view checkstyle_severity(Level level) {
  switch (level) {
    case Level::Error: return "error";
    case Level::Warning: return "warning";
    case Level::Note:
    case Level::Off: return "info";
  }
  return {};
}

void append_error(std::string& out, const SourceText& source, const Diagnostic& diagnostic) {
  const Place place = place_of(source, diagnostic.span.begin, ColumnUnit::Character);
  out += "    <error";
  append_attribute(out, "line", std::to_string(place.line));
  append_attribute(out, "column", std::to_string(place.column));
  append_attribute(out, "severity", checkstyle_severity(diagnostic.level));
  append_attribute(out, "message", diagnostic.message());
  append_attribute(out, "source", "sbatchlint." + std::string(diagnostic.rule->code));
  out += "/>\n";
}

}  // namespace

void write_checkstyle(const RunResult& run, const OutputOptions&, std::string& out) {
  out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<checkstyle version=\"8.0\">\n";
  for (const FileResult& file : run.files) {
    out += "  <file";
    append_attribute(out, "name", file.source.name());
    out += ">\n";
    for (const Diagnostic& diagnostic : file.diagnostics) append_error(out, file.source, diagnostic);
    out += "  </file>\n";
  }
  out += "</checkstyle>\n";
}

}  // namespace sbatchlint
