// One finding as a SARIF result: regions, fingerprints, fixes.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "lint/fingerprint.h"
#include "output/place.h"
#include "output/sarif.h"
#include "output/uri.h"

namespace sbatchlint::sarif {
namespace {

constexpr std::uint32_t kLongestSnippet = 4096;  // bytes; nobody reads more, and a log may have thousands

void begin_region(JsonWriter& json, std::string_view key, const SourceText& source, Span span) {
  const Place start = place_of(source, span.begin, ColumnUnit::Utf16);
  const Place end = place_of(source, span.end, ColumnUnit::Utf16);
  json.begin(key, '{');
  json.field("startLine", start.line);
  json.field("startColumn", start.column);
  json.field("endLine", end.line);
  json.field("endColumn", end.column);
}

void write_region_with_snippet(JsonWriter& json, std::string_view key, const SourceText& shown, Span span) {
  begin_region(json, key, shown, span);
  if (span.size() <= kLongestSnippet) {
    json.begin("snippet", '{');
    json.field("text", shown.slice(span));
    json.end('}');
  }
  json.end('}');
}

// The whole lines of a span with one more on either side; nothing where that is no more than the span itself.
std::optional<Span> context_of(const SourceText& shown, Span span) {
  const std::uint32_t first = shown.line_of(span.begin);
  const std::uint32_t last = shown.line_of(span.empty() ? span.begin : span.end - 1);
  const std::uint32_t from = first == 0 ? 0 : first - 1;
  const std::uint32_t to = std::min(last + 1, shown.line_count() - 1);
  const Span whole = {.begin = shown.line_span(from).begin, .end = shown.line_span(to).end};
  if (!whole.contains(span) || whole.size() <= span.size()) return std::nullopt;
  return whole;
}

void write_artifact_location(JsonWriter& json, const Address& address) {
  json.begin("artifactLocation", '{');
  json.field("uri", address.uri);
  if (address.below_root) json.field("uriBaseId", "SRCROOT");
  json.end('}');
}

void write_physical_location(JsonWriter& json, const File& file, Span span) {
  json.begin("physicalLocation", '{');
  write_artifact_location(json, file.address);
  write_region_with_snippet(json, "region", file.shown, span);
  if (const auto context = context_of(file.shown, span)) {
    write_region_with_snippet(json, "contextRegion", file.shown, *context);
  }
  json.end('}');
}

void write_text_object(JsonWriter& json, std::string_view key, std::string_view text) {
  json.begin(key, '{');
  json.field("text", text);
  json.end('}');
}

void write_message(JsonWriter& json, const Message& message) {
  json.begin("message", '{');
  json.field("text", message.text);
  if (!message.id.empty()) {
    json.field("id", message.id);
    if (!message.arguments.empty()) {
      json.begin("arguments", '[');
      for (const std::string& argument : message.arguments) json.text(argument);
      json.end(']');
    }
  }
  json.end('}');
}

void write_related(JsonWriter& json, const File& file, const Diagnostic& diagnostic) {
  if (diagnostic.related.empty()) return;
  json.begin("relatedLocations", '[');
  std::uint64_t id = 0;
  for (const Related& related : diagnostic.related) {
    json.begin('{');
    json.field("id", ++id);
    write_physical_location(json, file, related.span);
    write_text_object(json, "message", sentence(related.message));
    json.end('}');
  }
  json.end(']');
}

void write_fix(JsonWriter& json, const File& file, const Fix& fix) {
  json.begin('{');
  write_text_object(json, "description", sentence(fix.title));
  json.begin("artifactChanges", '[');
  json.begin('{');
  write_artifact_location(json, file.address);
  json.begin("replacements", '[');
  for (const Edit& edit : fix.edits) {
    json.begin('{');
    begin_region(json, "deletedRegion", file.shown, edit.span);
    json.end('}');
    write_text_object(json, "insertedContent", edit.text);
    json.end('}');
  }
  json.end(']');
  json.end('}');
  json.end(']');
  json.begin("properties", '{');
  json.field("safety", safety_name(fix.safety));
  json.end('}');
  json.end('}');
}

void write_fixes(JsonWriter& json, const File& file, const Diagnostic& diagnostic) {
  if (diagnostic.fixes.empty()) return;
  json.begin("fixes", '[');
  for (const Fix& fix : diagnostic.fixes) write_fix(json, file, fix);
  json.end(']');
}

void write_fingerprints(JsonWriter& json, const File& file, const Diagnostic& diagnostic) {
  json.begin("partialFingerprints", '{');
  const std::uint32_t line = place_of(file.shown, diagnostic.span.begin, ColumnUnit::Utf16).line;
  if (line <= file.line_hashes.size()) json.field("primaryLocationLineHash", file.line_hashes[line - 1]);
  json.field("sbatchFinding/v1", content_fingerprint(file.shown, diagnostic));
  json.end('}');
}

// Where any result is suppressed, an empty list says of the others that they are not.
void write_suppressions(JsonWriter& json, const Suppressed* suppressed, bool say_open) {
  if (suppressed == nullptr && !say_open) return;
  json.begin("suppressions", '[');
  if (suppressed != nullptr) {
    json.begin('{');
    json.field("kind", suppressed->in_source ? "inSource" : "external");
    json.field("status", "accepted");
    if (!suppressed->reason.empty()) json.field("justification", suppressed->reason);
    json.end('}');
  }
  json.end(']');
}

}  // namespace

Address address_of(std::string_view name, const OutputOptions& options) {
  if (options.root.empty()) return {.uri = percent_encoded(name)};
  const auto real = options.real_paths.find(name);
  // Code scanning cannot show a link; one that leads out of the repository is all that it has, though.
  if (real != options.real_paths.end()) {
    const std::string_view below = path_below(options.root, real->second);
    if (!below.empty()) return {.uri = percent_encoded(below), .below_root = true};
  }
  const std::string path = lexical_path(options.here, name);
  const std::string_view below = path_below(options.root, path);
  if (below.empty()) return {.uri = file_uri(path)};
  return {.uri = percent_encoded(below), .below_root = true};
}

Json artifact_location(std::string_view name, const OutputOptions& options) {
  const Address address = address_of(name, options);
  Json json = {{"uri", address.uri}};
  if (address.below_root) json["uriBaseId"] = "SRCROOT";
  return json;
}

void write_result(JsonWriter& json, const File& file, const Diagnostic& diagnostic, const Suppressed* suppressed,
                  bool say_open, Log& log) {
  json.begin('{');
  json.field("ruleId", diagnostic.rule->code);
  if (const auto index = log.index_of(diagnostic.rule->code)) json.field("ruleIndex", *index);
  json.field("level", level_name(diagnostic.level));
  write_message(json, log.message_of(file.shown, diagnostic));
  json.begin("locations", '[');
  json.begin('{');
  write_physical_location(json, file, diagnostic.span);
  json.end('}');
  json.end(']');
  write_related(json, file, diagnostic);
  write_fingerprints(json, file, diagnostic);
  write_fixes(json, file, diagnostic);
  write_suppressions(json, suppressed, say_open);
  if (log.run().has_baseline) json.field("baselineState", suppressed == nullptr ? "new" : "unchanged");
  json.begin("properties", '{');
  json.field("confidence", confidence_name(diagnostic.confidence));
  json.end('}');
  json.end('}');
}

void write_settled(JsonWriter& json, const Settled& settled, std::size_t index, const Log& log) {
  json.begin('{');
  json.field("ruleId", settled.code);
  json.field("ruleIndex", index);
  json.field("level", "none");
  write_text_object(json, "message", "A finding of the baseline is settled.");
  json.begin("locations", '[');
  json.begin('{');
  json.begin("physicalLocation", '{');
  write_artifact_location(json, address_of(settled.path, log.options()));
  json.begin("region", '{');
  for (const std::string_view key : {"startLine", "startColumn", "endLine", "endColumn"}) json.field(key, 1U);
  json.end('}');
  json.end('}');
  json.end('}');
  json.end(']');
  json.begin("partialFingerprints", '{');
  json.field("sbatchFinding/v1", settled.fingerprint);
  json.end('}');
  json.field("occurrenceCount", settled.count);
  json.field("baselineState", "absent");
  json.end('}');
}

}  // namespace sbatchlint::sarif
