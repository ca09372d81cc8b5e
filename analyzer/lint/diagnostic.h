// A finding as the engine, the outputs, the fixer and the graders see it: words and byte spans, no pointers into a
// tree.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace sbatchlint {

struct Rule;

// How bad a finding is if it is true. `Off` is a rule's default only: it runs with `--pedantic` or when named.
enum class Level : std::uint8_t { Off, Note, Warning, Error };

// How sure the rule is that it is true. Low confidence is shown with `--pedantic` only.
enum class Confidence : std::uint8_t { Low, Medium, High };

// Safe: same meaning, or certainly what was meant (`--fix`). Unsafe: probably meant (`--unsafe-fixes`).
// Suggest: shown, never applied.
enum class Safety : std::uint8_t { Safe, Unsafe, Suggest };

// Replaces the bytes of `span` by `text`. An empty span inserts, an empty text deletes.
struct Edit {
  Span span;
  std::string text;
  friend bool operator==(const Edit&, const Edit&) = default;
};

// One way to settle a finding. `edits` are sorted by place and do not overlap (Finding::fix sees to it).
// `title` is an imperative without a full stop: `Add a one-hour limit`.
struct Fix {
  std::string title;
  Safety safety = Safety::Suggest;
  std::vector<Edit> edits;
};

// Another place that explains the finding: `the header ended here`.
struct Related {
  Span span;
  std::string message;
};

// The template with each `{}` replaced by the next of the arguments.
[[nodiscard]] std::string fill_template(std::string_view message_template, std::span<const std::string> arguments);

// The message is a template, where each `{}` takes the next of `arguments` ("{} GPUs asked, the largest node has {}"),
// so that SARIF can carry both. Lower case, no full stop, user text in backticks (style.md, Messages to the user).
struct Diagnostic {
  const Rule* rule = nullptr;  // lives as long as the program or the site
  Level level = Level::Warning;
  Confidence confidence = Confidence::High;
  Span span;
  std::string_view message_template;  // lives as long as the rule
  std::vector<std::string> arguments;
  std::string help;  // what to do, one sentence; may be empty
  std::vector<Related> related;
  std::vector<Fix> fixes;
  // Bytes of the file that no output may show, whoever quotes them: the value of a key or token. An output that prints
  // source text puts a `*` for each of these bytes (secrets of all findings of the file), and no message holds them.
  std::vector<Span> secrets;

  // The template with its arguments put in.
  [[nodiscard]] std::string message() const;
};

[[nodiscard]] std::string_view level_name(Level level);            // "error", "warning", "note", "off"
[[nodiscard]] std::string_view confidence_name(Confidence value);  // "high", "medium", "low"
[[nodiscard]] std::string_view safety_name(Safety safety);         // "safe", "unsafe", "suggest"

}  // namespace sbatchlint
