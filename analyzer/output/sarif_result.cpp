// One finding as a SARIF result: regions, fingerprints, fixes.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "lint/secrets.h"
#include "output/fingerprint.h"
#include "output/place.h"
#include "output/sarif.h"
#include "output/uri.h"
#include "output/utf8.h"

namespace sbatchlint::sarif {
namespace {

constexpr std::uint32_t kLongestSnippet = 4096;  // bytes; nobody reads more, and a log may have thousands

Json region_of(const SourceText& source, Span span) {
  const Place start = place_of(source, span.begin, ColumnUnit::Utf16);
  const Place end = place_of(source, span.end, ColumnUnit::Utf16);
  return {{"startLine", start.line}, {"startColumn", start.column}, {"endLine", end.line}, {"endColumn", end.column}};
}

void add_snippet(Json& region, const SourceText& file, Span span) {
  if (span.size() <= kLongestSnippet) region["snippet"] = {{"text", valid_utf8(file.slice(span))}};
}

// The whole lines of a span with one more on either side; null where that is no more than the span itself.
Json context_region(const SourceText& file, Span span) {
  const std::uint32_t first = file.line_of(span.begin);
  const std::uint32_t last = file.line_of(span.empty() ? span.begin : span.end - 1);
  const std::uint32_t from = first == 0 ? 0 : first - 1;
  const std::uint32_t to = std::min(last + 1, file.line_count() - 1);
  const Span whole = {.begin = file.line_span(from).begin, .end = file.line_span(to).end};
  if (!whole.contains(span) || whole.size() <= span.size()) return nullptr;
  Json region = region_of(file, whole);
  add_snippet(region, file, whole);
  return region;
}

Json physical_location(const SourceText& file, Span span, const OutputOptions& options) {
  Json region = region_of(file, span);
  add_snippet(region, file, span);
  Json location = {{"artifactLocation", artifact_location(file.name(), options)}, {"region", std::move(region)}};
  if (Json context = context_region(file, span); !context.is_null()) location["contextRegion"] = std::move(context);
  return location;
}

Json message_json(const Diagnostic& diagnostic) {
  const Message message = message_of(diagnostic);
  Json json = {{"text", message.text}};
  if (message.id.empty()) return json;
  json["id"] = message.id;
  if (!message.arguments.empty()) json["arguments"] = message.arguments;
  return json;
}

Json related_locations(const SourceText& file, const Diagnostic& diagnostic, const OutputOptions& options) {
  Json array = Json::array();
  for (const Related& related : diagnostic.related) {
    array.push_back({{"id", array.size() + 1},
                     {"physicalLocation", physical_location(file, related.span, options)},
                     {"message", {{"text", sentence(related.message)}}}});
  }
  return array;
}

Json fixes_of(const SourceText& file, const Diagnostic& diagnostic, const OutputOptions& options) {
  Json array = Json::array();
  for (const Fix& fix : diagnostic.fixes) {
    Json replacements = Json::array();
    for (const Edit& edit : fix.edits) {
      replacements.push_back(
          {{"deletedRegion", region_of(file, edit.span)}, {"insertedContent", {{"text", edit.text}}}});
    }
    array.push_back({{"description", {{"text", sentence(fix.title)}}},
                     {"artifactChanges", Json::array({{{"artifactLocation", artifact_location(file.name(), options)},
                                                       {"replacements", std::move(replacements)}}})},
                     {"properties", {{"safety", safety_name(fix.safety)}}}});
  }
  return array;
}

}  // namespace

Json artifact_location(std::string_view name, const OutputOptions& options) {
  if (options.root.empty()) return {{"uri", percent_encoded(name)}};
  const std::string path = lexical_path(options.here, name);
  const std::string_view below = path_below(options.root, path);
  if (below.empty()) return {{"uri", file_uri(path)}};
  return {{"uri", percent_encoded(below)}, {"uriBaseId", "SRCROOT"}};
}

Json result_of(const SourceText& file, const Diagnostic& diagnostic, const RunResult& run, const OutputOptions& options,
               const std::vector<std::string>& line_hashes) {
  const Place place = place_of(file, diagnostic.span.begin, ColumnUnit::Utf16);
  Json json = {{"ruleId", diagnostic.rule->code},
               {"ruleIndex", descriptor_index(run, *diagnostic.rule)},
               {"level", level_name(diagnostic.level)},
               {"message", message_json(diagnostic)},
               {"locations", Json::array({{{"physicalLocation", physical_location(file, diagnostic.span, options)}}})}};
  if (!diagnostic.related.empty()) json["relatedLocations"] = related_locations(file, diagnostic, options);
  Json& prints = json["partialFingerprints"];
  if (place.line <= line_hashes.size()) prints["primaryLocationLineHash"] = line_hashes[place.line - 1];
  prints["sbatchFinding/v1"] = content_fingerprint(file, diagnostic);
  if (!diagnostic.fixes.empty()) json["fixes"] = fixes_of(file, diagnostic, options);
  json["properties"] = {{"confidence", confidence_name(diagnostic.confidence)}};
  return json;
}

}  // namespace sbatchlint::sarif
