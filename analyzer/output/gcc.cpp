// The form of compilers, `FILE:LINE:COLUMN: warning: MESSAGE [CODE]`: what editors' error patterns and CI log scanners
// take without being taught. Columns count bytes, as gcc's do by default in such scanners.
#include "output/display.h"
#include "output/emitter.h"

namespace sbatchlint {
namespace {

void append_compiler_line(std::string& out, const SourceText& source, Span span, std::string_view kind,
                          std::string_view text) {
  const std::uint32_t line = source.line_of(span.begin);
  append_visible(out, source.name());
  out += ':' + std::to_string(line + 1) + ':' + std::to_string(span.begin - source.line_span(line).begin + 1) + ": ";
  out += kind;
  out += ": ";
  append_visible(out, text);
}

}  // namespace

void write_gcc(const RunResult& run, const OutputOptions&, std::string& out) {
  for (const FileResult& file : run.files) {
    for (const Diagnostic& diagnostic : file.diagnostics) {
      append_compiler_line(out, file.source, diagnostic.span, level_name(diagnostic.level), diagnostic.message());
      out += " [";
      out += diagnostic.rule->code;
      out += "]\n";
      for (const Related& related : diagnostic.related) {
        append_compiler_line(out, file.source, related.span, "note", related.message);
        out += '\n';
      }
    }
  }
}

}  // namespace sbatchlint
