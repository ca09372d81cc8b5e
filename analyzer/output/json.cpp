// The project's own JSON, schema 1. Columns count characters, offsets bytes; both ends as in an editor: `end` is the
// place behind the last character.
#include <nlohmann/json.hpp>

#include "output/emitter.h"
#include "output/json_span.h"
#include "output/json_text.h"
#include "output/place.h"

namespace sbatchlint {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kSchema = 1;

Json json_place(const SourceText& source, std::uint32_t offset) {
  const Place place = place_of(source, offset, ColumnUnit::Character);
  return {{"line", place.line}, {"column", place.column}, {"offset", offset}};
}

Json json_fix(const SourceText& source, const Fix& fix) {
  Json edits = Json::array();
  for (const Edit& edit : fix.edits) edits.push_back({{"span", json_span(source, edit.span)}, {"text", edit.text}});
  return {{"title", fix.title}, {"safety", safety_name(fix.safety)}, {"edits", std::move(edits)}};
}

Json json_finding(const SourceText& source, const Diagnostic& diagnostic) {
  Json related = Json::array();
  for (const Related& place : diagnostic.related) {
    related.push_back({{"message", place.message}, {"span", json_span(source, place.span)}});
  }
  Json fixes = Json::array();
  for (const Fix& fix : diagnostic.fixes) fixes.push_back(json_fix(source, fix));
  return {{"code", diagnostic.rule->code},
          {"name", diagnostic.rule->name},
          {"level", level_name(diagnostic.level)},
          {"confidence", confidence_name(diagnostic.confidence)},
          {"message", diagnostic.message()},
          {"help", diagnostic.help.empty() ? Json() : Json(diagnostic.help)},
          {"span", json_span(source, diagnostic.span)},
          {"related", std::move(related)},
          {"fixes", std::move(fixes)},
          {"suppressed", nullptr}};
}

Json json_suppressed(const SourceText& source, const Suppressed& suppressed) {
  Json finding = json_finding(source, suppressed.diagnostic);
  finding["suppressed"] = {{"reason", suppressed.reason}, {"in_source", suppressed.in_source}};
  return finding;
}

Json json_file(const FileResult& file) {
  Json findings = Json::array();
  for (const Diagnostic& diagnostic : file.diagnostics) findings.push_back(json_finding(file.source, diagnostic));
  for (const Suppressed& suppressed : file.suppressed) findings.push_back(json_suppressed(file.source, suppressed));
  return {{"path", file.source.name()}, {"findings", std::move(findings)}};
}

}  // namespace

Json json_span(const SourceText& source, Span span) {
  return {{"start", json_place(source, span.begin)}, {"end", json_place(source, span.end)}};
}

void write_json(const RunResult& run, const OutputOptions&, std::string& out) {
  Json files = Json::array();
  for (const FileResult& file : run.files) files.push_back(json_file(file));
  const Json document = {{"schema", kSchema},
                         {"version", run.version},
                         {"site", run.site},
                         {"files", std::move(files)},
                         {"summary",
                          {{"files", run.files.size()},
                           {"errors", run.count(Level::Error)},
                           {"warnings", run.count(Level::Warning)},
                           {"notes", run.count(Level::Note)}}}};
  append_json(out, document, 2);
  out += '\n';
}

// The findings of `json`, one object a line, each with the path of its file first: for streams and for `jq`.
void write_jsonl(const RunResult& run, const OutputOptions&, std::string& out) {
  const auto append = [&out](const FileResult& file, const Json& finding) {
    Json line = {{"path", file.source.name()}};
    line.update(finding);
    append_json(out, line, -1);
    out += '\n';
  };
  for (const FileResult& file : run.files) {
    for (const Diagnostic& diagnostic : file.diagnostics) append(file, json_finding(file.source, diagnostic));
    for (const Suppressed& suppressed : file.suppressed) append(file, json_suppressed(file.source, suppressed));
  }
}

}  // namespace sbatchlint
