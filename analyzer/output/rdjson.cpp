// Reviewdog's diagnostic format: comments on the lines of a pull request, fixes as suggestions. Columns count bytes.
#include <nlohmann/json.hpp>

#include "output/emitter.h"
#include "output/json_text.h"

namespace sbatchlint {
namespace {

using Json = nlohmann::ordered_json;

std::string_view rdjson_severity(Level level) {
  switch (level) {
    case Level::Error: return "ERROR";
    case Level::Warning: return "WARNING";
    case Level::Note:
    case Level::Off: return "INFO";
  }
  return {};
}

Json rdjson_place(const SourceText& source, std::uint32_t offset) {
  const std::uint32_t line = source.line_of(offset);
  return {{"line", line + 1}, {"column", offset - source.line_span(line).begin + 1}};
}

Json rdjson_range(const SourceText& source, Span span) {
  return {{"start", rdjson_place(source, span.begin)}, {"end", rdjson_place(source, span.end)}};
}

// A fix of several edits has no counterpart: its parts alone would be wrong.
Json suggestions_of(const SourceText& source, const Diagnostic& diagnostic) {
  Json suggestions = Json::array();
  for (const Fix& fix : diagnostic.fixes) {
    if (fix.edits.size() != 1) continue;
    const Edit& edit = fix.edits.front();
    suggestions.push_back({{"range", rdjson_range(source, edit.span)}, {"text", edit.text}});
  }
  return suggestions;
}

}  // namespace

void write_rdjson(const RunResult& run, const OutputOptions& options, std::string& out) {
  Json diagnostics = Json::array();
  for (const FileResult& file : run.files) {
    for (const Diagnostic& diagnostic : file.diagnostics) {
      Json code = {{"value", diagnostic.rule->code}};
      if (!options.docs_url.empty()) code["url"] = page_address(*diagnostic.rule, options);
      std::string message = diagnostic.message();
      if (!diagnostic.help.empty()) message += "\nhelp: " + diagnostic.help;
      Json entry = {{"message", std::move(message)},
                    {"location", {{"path", file.source.name()}, {"range", rdjson_range(file.source, diagnostic.span)}}},
                    {"severity", rdjson_severity(diagnostic.level)},
                    {"code", std::move(code)}};
      Json suggestions = suggestions_of(file.source, diagnostic);
      if (!suggestions.empty()) entry["suggestions"] = std::move(suggestions);
      diagnostics.push_back(std::move(entry));
    }
  }
  const Json document = {{"source", {{"name", "sbatchlint"}}}, {"diagnostics", std::move(diagnostics)}};
  append_json(out, document, 2);
  out += '\n';
}

}  // namespace sbatchlint
