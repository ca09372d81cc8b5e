// A small run by hand, for the tests of the formats.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "lint/run_result.h"
#include "output/emitter.h"

namespace sbatchlint {

inline constexpr Rule kUnreadable{.code = "SB001", .name = "unreadable-file", .group = Group::Engine};
inline constexpr Rule kMissingTime{.code = "SB201", .name = "missing-time", .group = Group::Request};
inline constexpr Rule kSecret{.code = "SB708", .name = "secret-in-script", .group = Group::Environment};
inline constexpr CatalogEntry kEntries[] = {
    {.rule = &kUnreadable, .page = "# SB001: unreadable-file\nA file cannot be read.\n"},
    {.rule = &kMissingTime,
     .page = "# SB201: missing-time\nA job without `--time` holds its nodes.\n\n## Why\nBecause.\n"},
    {.rule = &kSecret, .page = "# SB708: secret-in-script\nA key stands in the script.\n"},
};

inline RunResult run_of(std::vector<FileResult> files) {
  return {.version = "1.2.3", .site = "generic", .files = std::move(files), .catalog = kEntries};
}

inline FileResult file_of(std::string text, std::vector<Diagnostic> diagnostics, std::string name = "job.sh") {
  return {.source = SourceText(std::move(name), std::move(text)), .diagnostics = std::move(diagnostics)};
}

inline Diagnostic finding(const Rule& rule, Span span, std::string_view message_template,
                          std::vector<std::string> arguments = {}) {
  Diagnostic diagnostic;
  diagnostic.rule = &rule;
  diagnostic.span = span;
  diagnostic.message_template = message_template;
  diagnostic.arguments = std::move(arguments);
  return diagnostic;
}

inline std::string written(WriteRun write, const RunResult& run, const OutputOptions& options = {}) {
  std::string out;
  write(run, options, out);
  return out;
}

}  // namespace sbatchlint
