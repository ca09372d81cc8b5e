// SARIF 2.1.0 (OASIS) for code scanning. Holds no times and no environment: the same run gives the same bytes.
#include "output/sarif.h"

#include <algorithm>
#include <nlohmann/json.hpp>

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
  return {{"executionSuccessful", notifications.empty()},
          {"exitCode", options.exit_status},
          {"toolExecutionNotifications", std::move(notifications)}};
}

void add_suppression(Json& result, const Suppressed& suppressed) {
  Json suppression = {{"kind", suppressed.in_source ? "inSource" : "external"}, {"status", "accepted"}};
  if (!suppressed.reason.empty()) suppression["justification"] = suppressed.reason;
  result["suppressions"] = Json::array({std::move(suppression)});
}

bool has_suppressions(const RunResult& run) {
  return std::ranges::any_of(run.files, [](const FileResult& file) { return !file.suppressed.empty(); });
}

void add_results(Json& results, const FileResult& file, const RunResult& run, const OutputOptions& options) {
  if (file.diagnostics.empty() && file.suppressed.empty()) return;
  const std::vector<std::string> hashes = github_line_hashes(file.source.bytes());
  for (const Diagnostic& diagnostic : file.diagnostics) {
    if (sarif::is_notification(*diagnostic.rule)) continue;
    Json result = sarif::result_of(file, diagnostic, run, options, hashes);
    // Where any result is suppressed, an empty list says of the others that they are not.
    if (has_suppressions(run)) result["suppressions"] = Json::array();
    if (run.has_baseline) result["baselineState"] = "new";
    results.push_back(std::move(result));
  }
  for (const Suppressed& suppressed : file.suppressed) {
    Json result = sarif::result_of(file, suppressed.diagnostic, run, options, hashes);
    add_suppression(result, suppressed);
    if (run.has_baseline) result["baselineState"] = "unchanged";
    results.push_back(std::move(result));
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

}  // namespace

void write_sarif(const RunResult& run, const OutputOptions& options, std::string& out) {
  Json results = Json::array();
  for (const FileResult& file : run.files) add_results(results, file, run, options);
  Json body = {{"tool", {{"driver", driver(run, options)}}},
               {"invocations", Json::array({invocation(run, options)})},
               {"automationDetails", {{"id", "sbatchlint/"}}},
               {"columnKind", "utf16CodeUnits"}};
  if (!options.root.empty()) {
    const std::string_view slash = options.root == "/" ? "" : "/";
    body["originalUriBaseIds"] = {{"SRCROOT", {{"uri", file_uri(options.root) + std::string(slash)}}}};
  }
  body["results"] = std::move(results);
  body["properties"] = {{"site", run.site}};
  const Json log = {{"$schema", kSchemaAddress}, {"version", "2.1.0"}, {"runs", Json::array({std::move(body)})}};
  out += log.dump(2, ' ', false, Json::error_handler_t::replace);
  out += '\n';
}

}  // namespace sbatchlint
