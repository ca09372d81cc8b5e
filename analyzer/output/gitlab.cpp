// GitLab's Code Quality report: the merge request's widget lists what is new. It knows a finding by its fingerprint
// alone, so that no two of a report may share one.
#include <map>
#include <nlohmann/json.hpp>

#include "lint/secrets.h"
#include "output/emitter.h"
#include "output/fingerprint.h"
#include "output/json_text.h"
#include "output/place.h"

namespace sbatchlint {
namespace {

using Json = nlohmann::ordered_json;

std::string_view gitlab_severity(Level level) {
  switch (level) {
    case Level::Error: return "major";
    case Level::Warning: return "minor";
    case Level::Note:
    case Level::Off: return "info";
  }
  return {};
}

}  // namespace

void write_gitlab(const RunResult& run, const OutputOptions&, std::string& out) {
  Json entries = Json::array();
  std::map<std::string, int> seen;
  for (const FileResult& file : run.files) {
    const SourceText shown = printable_source(file);
    for (const Diagnostic& diagnostic : file.diagnostics) {
      const Rule& rule = *diagnostic.rule;
      const std::string text = without_layout(shown.slice(diagnostic.span));
      const std::string base = stable_hash({file.source.name(), rule.code, text});
      const int repeat = seen[base]++;
      entries.push_back({{"description", std::string(rule.code) + ": " + diagnostic.message()},
                         {"check_name", rule.name},
                         {"fingerprint", repeat == 0 ? base : stable_hash({base, std::to_string(repeat)})},
                         {"severity", gitlab_severity(diagnostic.level)},
                         {"location",
                          {{"path", file.source.name()},
                           {"lines",
                            {{"begin", place_of(file.source, diagnostic.span.begin, ColumnUnit::Character).line},
                             {"end", place_of(file.source, diagnostic.span.end, ColumnUnit::Character).line}}}}}});
    }
  }
  append_json(out, entries, 2);
  out += '\n';
}

}  // namespace sbatchlint
