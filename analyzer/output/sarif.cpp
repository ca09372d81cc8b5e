// SARIF 2.1.0 (OASIS) for code scanning. Holds no environment, and times only where they were asked for: the same run
// gives the same bytes. Results are written one by one: a hundred thousand as one document would take a gigabyte.
#include "output/sarif.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <nlohmann/json.hpp>

#include "lint/secrets.h"
#include "output/fingerprint.h"
#include "output/place.h"
#include "output/uri.h"

namespace sbatchlint {
namespace {

using sarif::Json;

constexpr std::string_view kSchemaAddress =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

// "2026-11-23T02:45:00Z"
std::string utc_text(std::int64_t seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm parts{};
  ::gmtime_r(&time, &parts);
  std::array<char, 32> text{};
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

Json notification(const FileResult& file, const Diagnostic& diagnostic, sarif::Log& log) {
  const Json location = {{"artifactLocation", sarif::artifact_location(file.source.name(), log.options())}};
  return {{"descriptor", {{"id", diagnostic.rule->code}, {"index", log.index_of(diagnostic.rule->code).value_or(0)}}},
          {"level", level_name(diagnostic.level)},
          {"message", {{"text", log.message_of(file.source, diagnostic).text}}},
          {"locations", Json::array({{{"physicalLocation", location}}})}};
}

// What could not be read or failed, and whether the run did its work.
Json invocation(sarif::Log& log) {
  const SarifOptions& options = log.options().sarif;
  Json notifications = Json::array();
  for (const FileResult& file : log.run().files) {
    for (const Diagnostic& diagnostic : file.diagnostics) {
      if (sarif::is_notification(*diagnostic.rule)) notifications.push_back(notification(file, diagnostic, log));
    }
  }
  Json json;
  if (options.started) json["startTimeUtc"] = utc_text(*options.started);
  if (options.ended) json["endTimeUtc"] = utc_text(*options.ended);
  json["executionSuccessful"] = notifications.empty();
  json["exitCode"] = log.options().exit_status;
  json["toolExecutionNotifications"] = std::move(notifications);
  Json overrides = Json::array();
  for (const ChangedLevel& changed : log.run().changed_levels) {
    overrides.push_back(
        {{"descriptor", {{"id", changed.rule->code}, {"index", log.index_of(changed.rule->code).value_or(0)}}},
         {"configuration", {{"level", level_name(changed.level)}}}});
  }
  if (!overrides.empty()) json["ruleConfigurationOverrides"] = std::move(overrides);
  return json;
}

Json driver(const sarif::Log& log) {
  const RunResult& run = log.run();
  Json json = {{"name", "sbatchlint"},
               {"fullName", "sbatchlint " + run.version},
               {"version", run.version},
               {"semanticVersion", run.version}};
  if (!log.options().docs_url.empty()) json["informationUri"] = log.options().docs_url;
  json["rules"] = sarif::rule_descriptors(log);
  json["notifications"] = sarif::notification_descriptors(log);
  return json;
}

// The site's profile is a component of its own: readers see under which policy the run was made.
Json tool(const sarif::Log& log) {
  const RunResult& run = log.run();
  Json json = {{"driver", driver(log)}};
  if (run.site != "generic" && !run.site.empty()) {
    json["extensions"] =
        Json::array({{{"name", run.site}, {"fullName", "site profile " + run.site}, {"version", run.version}}});
  }
  return json;
}

bool has_suppressions(const RunResult& run) {
  return std::ranges::any_of(run.files, [](const FileResult& file) { return !file.suppressed.empty(); });
}

std::size_t count_results(const RunResult& run) {
  std::size_t count = run.settled.size();
  for (const FileResult& file : run.files) count += file.diagnostics.size() + file.suppressed.size();
  return count;
}

// The last line that a finding of the file begins on, counted from 1: findings stand in the header, most of them.
std::size_t last_line(const SourceText& shown, const FileResult& file) {
  std::uint32_t last = 0;
  for (const Diagnostic& diagnostic : file.diagnostics) last = std::max(last, diagnostic.span.begin);
  for (const Suppressed& suppressed : file.suppressed) last = std::max(last, suppressed.diagnostic.span.begin);
  return place_of(shown, last, ColumnUnit::Utf16).line;
}

void write_file(JsonWriter& json, const FileResult& file, bool say_open, sarif::Log& log) {
  const bool open_only = log.options().sarif.open_only;
  if (file.diagnostics.empty() && (file.suppressed.empty() || open_only)) return;
  const SourceText shown = printable_source(file);
  const sarif::File view{.shown = shown,
                         .address = sarif::address_of(file.source.name(), log.options()),
                         .line_hashes = github_line_hashes(file.source.bytes(), last_line(shown, file))};
  for (const Diagnostic& diagnostic : file.diagnostics) {
    if (sarif::is_notification(*diagnostic.rule)) continue;
    sarif::write_result(json, view, diagnostic, nullptr, say_open, log);
  }
  for (const Suppressed& suppressed : file.suppressed) {
    if (!open_only) sarif::write_result(json, view, suppressed.diagnostic, &suppressed, say_open, log);
  }
}

void write_results(JsonWriter& json, sarif::Log& log) {
  const RunResult& run = log.run();
  const bool open_only = log.options().sarif.open_only;
  const bool say_open = !open_only && has_suppressions(run);
  json.begin("results", '[');
  for (const FileResult& file : run.files) write_file(json, file, say_open, log);
  for (const Settled& settled : run.settled) {
    const auto index = log.index_of(settled.code);
    if (index && !open_only) sarif::write_settled(json, settled, *index, log);
  }
  json.end(']');
}

// The token that results name the root by; its place only where that may be told.
Json base_ids(const OutputOptions& options) {
  Json root = {{"description", {{"text", "The folder that file names start from."}}}};
  const std::string_view slash = options.root == "/" ? "" : "/";
  if (!options.sarif.no_root) root["uri"] = file_uri(options.root) + std::string(slash);
  return {{"SRCROOT", std::move(root)}};
}

Json properties(const sarif::Log& log) {
  Json json = {{"site", log.run().site}};
  if (!log.run().slurm_version.empty()) json["slurmVersion"] = log.run().slurm_version;
  for (const auto& [key, value] : log.options().sarif.properties) json[key] = value;
  return json;
}

}  // namespace

void write_sarif(const RunResult& run, const OutputOptions& options, std::string& out) {
  // A log for machines alone is written without layout: GitHub takes 10 MB.
  constexpr std::size_t kReadable = 2000;
  const bool readable = !options.sarif.one_line && count_results(run) <= kReadable;
  sarif::Log log(run, options);
  JsonWriter json(out, readable ? 2 : -1);
  json.begin('{');
  json.field("$schema", kSchemaAddress);
  json.field("version", "2.1.0");
  json.begin("runs", '[');
  json.begin('{');
  json.key("tool"), json.value(tool(log));
  if (const Json weaknesses = sarif::taxonomies(run); !weaknesses.is_null()) {
    json.key("taxonomies"), json.value(weaknesses);
  }
  json.begin("invocations", '[');
  json.value(invocation(log));
  json.end(']');
  json.begin("automationDetails", '{');
  json.field("id", options.sarif.category + "/");
  json.end('}');
  json.field("columnKind", "utf16CodeUnits");
  if (!options.root.empty()) json.key("originalUriBaseIds"), json.value(base_ids(options));
  write_results(json, log);
  json.key("properties"), json.value(properties(log));
  json.end('}');
  json.end(']');
  json.end('}');
  out += '\n';
}

}  // namespace sbatchlint
