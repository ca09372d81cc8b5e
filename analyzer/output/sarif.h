// The parts of a SARIF 2.1.0 log, for sarif.cpp; every number and word as the standard and its readers want them.
#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "lint/run_result.h"
#include "output/emitter.h"

namespace sbatchlint::sarif {

using Json = nlohmann::ordered_json;

// SB000 and SB001 say something about the run, not about a script: SARIF keeps them apart as notifications.
[[nodiscard]] bool is_notification(const Rule& rule);

// A message of ours as sentences: "`x` is {}" with the help "say so" is "'x' is 5. Say so." Placeholders `{0}`, `{1}`
// stand for the arguments, the last of which is the help.
struct Message {
  std::string id;       // of the template among its rule's; empty where text alone has to do
  std::string pattern;  // "'x' is {0}. {1}"
  std::string text;     // the pattern with its arguments
  std::vector<std::string> arguments;
};
[[nodiscard]] Message message_of(const Diagnostic& diagnostic);

// "limits are gone" is "Limits are gone."; backticks become single quotes.
[[nodiscard]] std::string sentence(std::string_view words);

// The descriptors of the run's rules, or of its notifications, in the order of the catalogue; `messageStrings` holds
// the templates that the run used.
[[nodiscard]] Json rule_descriptors(const RunResult& run, const OutputOptions& options);
[[nodiscard]] Json notification_descriptors(const RunResult& run, const OutputOptions& options);

// The index of a rule's descriptor in the array that it stands in.
[[nodiscard]] std::size_t descriptor_index(const RunResult& run, const Rule& rule);

// A file as results name it: relative to the root where it lies below, else absolute.
[[nodiscard]] Json artifact_location(std::string_view name, const OutputOptions& options);

// A finding. `shown` is the file's printable_source. `line_hashes` are github_line_hashes of the file.
[[nodiscard]] Json result_of(const SourceText& shown, const Diagnostic& diagnostic, const RunResult& run,
                             const OutputOptions& options, const std::vector<std::string>& line_hashes);

}  // namespace sbatchlint::sarif
