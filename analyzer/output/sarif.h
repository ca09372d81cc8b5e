// The parts of a SARIF 2.1.0 log, for sarif.cpp; every number and word as the standard and its readers want them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/run_result.h"
#include "output/emitter.h"
#include "output/json_writer.h"

namespace sbatchlint::sarif {

using Json = nlohmann::ordered_json;

// SB000 and SB001 say something about the run, not about a script: SARIF keeps them apart as notifications.
[[nodiscard]] bool is_notification(const Rule& rule);

// "limits are gone" is "Limits are gone."; backticks become single quotes.
[[nodiscard]] std::string sentence(std::string_view words);

// A message of ours as sentences: "`x` is {}" with the help "say so", related to line 5, is "'x' is 5. Say so. See
// [line 5](1)." The link leads to the related location with that id. Placeholders `{0}`, `{1}` stand for the arguments,
// among which the help and the lines come last.
struct Message {
  std::string id;       // of the template among its rule's; empty where text alone has to do
  std::string pattern;  // "'x' is {0}. {1}. See [line {2}](1)."
  std::string text;     // the pattern with its arguments
  std::vector<std::string> arguments;
};

// The messages of a run: each template is made a pattern once.
class Messages {
 public:
  // `lines` are those of the related locations, 1-based.
  [[nodiscard]] Message of(const Diagnostic& diagnostic, std::span<const std::uint32_t> lines);

  // Message::id and ::pattern; null where text alone has to do.
  struct Pattern {
    std::string id;
    std::string pattern;
  };
  [[nodiscard]] const Pattern* pattern_of(const Diagnostic& diagnostic);

 private:
  // What is known of a template: as a sentence, and its patterns by whether a help follows and how many lines.
  struct Wording {
    std::string words;
    bool has_own_braces = false;
    std::map<std::pair<bool, std::size_t>, Pattern> patterns;
  };
  [[nodiscard]] Wording& wording_of(std::string_view message_template);

  std::map<std::string_view, Wording> wordings_;
};

// What the parts of a run's log share; made once.
class Log {
 public:
  // Both have to outlive it.
  Log(const RunResult& run, const OutputOptions& options);

  [[nodiscard]] const RunResult& run() const { return run_; }
  [[nodiscard]] const OutputOptions& options() const { return options_; }
  [[nodiscard]] Message message_of(const SourceText& shown, const Diagnostic& diagnostic);

  // The index of a rule's descriptor in the array that it stands in; nothing where it did not run.
  [[nodiscard]] std::optional<std::size_t> index_of(std::string_view code) const;

  // The patterns of the run's messages: by id, for each rule's code.
  using Patterns = std::map<std::string, std::map<std::string, std::string>, std::less<>>;
  [[nodiscard]] const Patterns& patterns() const { return patterns_; }

 private:
  const RunResult& run_;
  const OutputOptions& options_;
  std::map<std::string_view, std::size_t> indices_;
  Messages messages_;
  Patterns patterns_;
};

// The descriptors of the run's rules, or of its notifications, in the order of the catalogue; `messageStrings` holds
// the templates that the run used.
[[nodiscard]] Json rule_descriptors(const Log& log);
[[nodiscard]] Json notification_descriptors(const Log& log);

// The weaknesses of the world's list (CWE) that rules of the run are about: the taxonomy that their descriptors refer
// to; null where there is none.
[[nodiscard]] Json taxonomies(const RunResult& run);

// A file as results name it: relative to the root where it lies below, else absolute.
struct Address {
  std::string uri;
  bool below_root = false;
};
[[nodiscard]] Address address_of(std::string_view name, const OutputOptions& options);
[[nodiscard]] Json artifact_location(std::string_view name, const OutputOptions& options);

// A file whose findings are written: its printable_source, and github_line_hashes of the file itself,
// as far as there are findings.
struct File {
  const SourceText& shown;
  Address address;
  std::vector<std::string> line_hashes;
};

// Writes a finding as a result. `suppressed` is null for one that counts; `say_open` tells of such a one that it is not
// suppressed.
void write_result(JsonWriter& json, const File& file, const Diagnostic& diagnostic, const Suppressed* suppressed,
                  bool say_open, Log& log);

// Writes an entry of the baseline whose finding is gone.
void write_settled(JsonWriter& json, const Settled& settled, std::size_t index, const Log& log);

}  // namespace sbatchlint::sarif
