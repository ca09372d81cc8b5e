// SARIF 2.1.0 (OASIS) for code scanning. Holds no times and no environment: the same run gives the same bytes.
#include "output/sarif.h"

#include <algorithm>
#include <functional>
#include <nlohmann/json.hpp>

#include "lint/secrets.h"
#include "output/fingerprint.h"
#include "output/uri.h"

namespace sbatchlint {
namespace {

using sarif::Json;

constexpr std::string_view kSchemaAddress =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

Json notification(const FileResult& file, const Diagnostic& diagnostic, std::size_t index,
                  const OutputOptions& options) {
  return {
      {"descriptor", {{"id", diagnostic.rule->code}, {"index", index}}},
      {"level", level_name(diagnostic.level)},
      {"message", {{"text", sarif::message_of(diagnostic).text}}},
      {"locations", Json::array({{{"physicalLocation",
                                   {{"artifactLocation", sarif::artifact_location(file.source.name(), options)}}}}})}};
}

// What could not be read or failed, and whether the run did its work.
Json invocation(const RunResult& run, const OutputOptions& options) {
  Json notifications = Json::array();
  for (const FileResult& file : run.files) {
    for (const Diagnostic& diagnostic : file.diagnostics) {
      if (!sarif::is_notification(*diagnostic.rule)) continue;
      const std::size_t index = sarif::descriptor_index(run, *diagnostic.rule);
      notifications.push_back(notification(file, diagnostic, index, options));
    }
  }
  Json json = {{"executionSuccessful", notifications.empty()},
               {"exitCode", options.exit_status},
               {"toolExecutionNotifications", std::move(notifications)}};
  Json overrides = Json::array();
  for (const ChangedLevel& changed : run.changed_levels) {
    const std::size_t index = sarif::descriptor_index(run, *changed.rule);
    overrides.push_back({{"descriptor", {{"id", changed.rule->code}, {"index", index}}},
                         {"configuration", {{"level", level_name(changed.level)}}}});
  }
  if (!overrides.empty()) json["ruleConfigurationOverrides"] = std::move(overrides);
  return json;
}

void add_suppression(Json& result, const Suppressed& suppressed) {
  Json suppression = {{"kind", suppressed.in_source ? "inSource" : "external"}, {"status", "accepted"}};
  if (!suppressed.reason.empty()) suppression["justification"] = suppressed.reason;
  result["suppressions"] = Json::array({std::move(suppression)});
}

bool has_suppressions(const RunResult& run) {
  return std::ranges::any_of(run.files, [](const FileResult& file) { return !file.suppressed.empty(); });
}

std::size_t count_results(const RunResult& run) {
  std::size_t count = 0;
  for (const FileResult& file : run.files) count += file.diagnostics.size() + file.suppressed.size();
  return count;
}

void add_results(const std::function<void(Json&&)>& add, const FileResult& file, const RunResult& run,
                 bool some_suppressed, const OutputOptions& options) {
  if (file.diagnostics.empty() && file.suppressed.empty()) return;
  const SourceText shown = printable_source(file);
  const std::vector<std::string> hashes = github_line_hashes(file.source.bytes());
  for (const Diagnostic& diagnostic : file.diagnostics) {
    if (sarif::is_notification(*diagnostic.rule)) continue;
    Json result = sarif::result_of(shown, diagnostic, run, options, hashes);
    // Where any result is suppressed, an empty list says of the others that they are not.
    if (some_suppressed) result["suppressions"] = Json::array();
    if (run.has_baseline) result["baselineState"] = "new";
    add(std::move(result));
  }
  for (const Suppressed& suppressed : file.suppressed) {
    Json result = sarif::result_of(shown, suppressed.diagnostic, run, options, hashes);
    add_suppression(result, suppressed);
    if (run.has_baseline) result["baselineState"] = "unchanged";
    add(std::move(result));
  }
}

Json driver(const RunResult& run, const OutputOptions& options) {
  Json json = {{"name", "sbatchlint"},
               {"fullName", "sbatchlint " + run.version},
               {"version", run.version},
               {"semanticVersion", run.version}};
  if (!options.docs_url.empty()) json["informationUri"] = options.docs_url;
  json["rules"] = sarif::rule_descriptors(run, options);
  json["notifications"] = sarif::notification_descriptors(run, options);
  return json;
}

// The site's profile is a component of its own: readers see under which policy the run was made.
Json tool(const RunResult& run, const OutputOptions& options) {
  Json json = {{"driver", driver(run, options)}};
  if (run.site != "generic" && !run.site.empty()) {
    json["extensions"] =
        Json::array({{{"name", run.site}, {"fullName", "site profile " + run.site}, {"version", run.version}}});
  }
  return json;
}

}  // namespace

void write_sarif(const RunResult& run, const OutputOptions& options, std::string& out) {
  Json results = Json::array();
  // A log for machines alone is written without layout, and its results one by one: GitHub takes 10 MB, and a hundred
  // thousand results as one document would take a gigabyte.
  constexpr std::size_t kReadable = 2000;
  const bool readable = count_results(run) <= kReadable;
  std::string streamed;
  const auto add = [&results, &streamed, readable](Json&& result) {
    if (readable) {
      results.push_back(std::move(result));
    } else {
      if (!streamed.empty()) streamed += ',';
      streamed += result.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
  };
  const bool some_suppressed = has_suppressions(run);
  for (const FileResult& file : run.files) add_results(add, file, run, some_suppressed, options);
  Json body = {{"tool", tool(run, options)},
               {"invocations", Json::array({invocation(run, options)})},
               {"automationDetails", {{"id", options.category + "/"}}},
               {"columnKind", "utf16CodeUnits"}};
  if (!options.root.empty()) {
    const std::string_view slash = options.root == "/" ? "" : "/";
    body["originalUriBaseIds"] = {{"SRCROOT", {{"uri", file_uri(options.root) + std::string(slash)}}}};
  }
  body["results"] = std::move(results);
  body["properties"] = {{"site", run.site}};
  const Json log = {{"$schema", kSchemaAddress}, {"version", "2.1.0"}, {"runs", Json::array({std::move(body)})}};
  const std::string text = log.dump(readable ? 2 : -1, ' ', false, Json::error_handler_t::replace);
  // Within a string its quotes would be escaped: this is the array.
  constexpr std::string_view kEmptyResults = "\"results\":[]";
  const std::size_t place = readable ? text.size() : text.find(kEmptyResults) + kEmptyResults.size() - 1;
  out.append(text, 0, place);
  out += streamed;
  out.append(text, place);
  out += '\n';
}

}  // namespace sbatchlint
