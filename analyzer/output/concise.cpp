// One line a finding, in the form that editors and log scanners know from compilers.
#include "output/display.h"
#include "output/emitter.h"
#include "output/place.h"

namespace sbatchlint {

void write_concise(const RunResult& run, const OutputOptions&, std::string& out) {
  for (const FileResult& file : run.files) {
    for (const Diagnostic& diagnostic : file.diagnostics) {
      const Place place = place_of(file.source, diagnostic.span.begin, ColumnUnit::Character);
      append_visible(out, file.source.name());
      out += ':' + std::to_string(place.line) + ':' + std::to_string(place.column) + ": ";
      out += level_name(diagnostic.level);
      out += ": ";
      append_visible(out, diagnostic.message());
      out += " [";
      out += diagnostic.rule->code;
      out += ' ';
      out += diagnostic.rule->name;
      out += "]\n";
    }
  }
}

}  // namespace sbatchlint
