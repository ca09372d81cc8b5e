// Workflow commands of GitHub Actions: a log line each that becomes an annotation of the changed file.
#include "output/display.h"
#include "output/emitter.h"
#include "output/place.h"

namespace sbatchlint {
namespace {

// What would end the command, or one of its properties, is written as %XX (the runner's own escaping). What a terminal
// would act on is shown as what it is: logs are read in terminals too.
void append_command_text(std::string& out, std::string_view text, bool is_property) {
  std::string shown;
  append_visible_lines(shown, text);
  for (const char c : shown) {
    switch (c) {
      case '%': out += "%25"; break;
      case '\r': out += "%0D"; break;
      case '\n': out += "%0A"; break;
      case ':': out += is_property ? "%3A" : ":"; break;
      case ',': out += is_property ? "%2C" : ","; break;
      default: out += c;
    }
  }
}

std::string_view github_command(Level level) {
  switch (level) {
    case Level::Error: return "error";
    case Level::Warning: return "warning";
    case Level::Note:
    case Level::Off: return "notice";
  }
  return {};
}

}  // namespace

void write_github(const RunResult& run, const OutputOptions&, std::string& out) {
  for (const FileResult& file : run.files) {
    for (const Diagnostic& diagnostic : file.diagnostics) {
      const Place begin = place_of(file.source, diagnostic.span.begin, ColumnUnit::Character);
      const Place end = place_of(file.source, diagnostic.span.end, ColumnUnit::Character);
      out += "::";
      out += github_command(diagnostic.level);
      out += " file=";
      append_command_text(out, file.source.name(), true);
      out += ",line=" + std::to_string(begin.line) + ",endLine=" + std::to_string(end.line);
      // The runner takes columns only where both ends stand on one line.
      if (begin.line == end.line) {
        out += ",col=" + std::to_string(begin.column) + ",endColumn=" + std::to_string(end.column);
      }
      out += ",title=";
      append_command_text(out, diagnostic.rule->code, true);
      out += ' ';
      append_command_text(out, diagnostic.rule->name, true);
      out += "::";
      append_command_text(out, diagnostic.message(), false);
      if (!diagnostic.help.empty()) {
        out += "%0A";
        append_command_text(out, diagnostic.help, false);
      }
      out += '\n';
    }
  }
}

}  // namespace sbatchlint
