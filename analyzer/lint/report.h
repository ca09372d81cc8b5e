// Where a rule writes its findings: `report.at(span, "{} tasks on {} nodes", 4, 2).help("...").fix({...})`.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lint/diagnostic.h"
#include "lint/rule.h"

namespace sbatchlint {

// The finding just made, to be completed in one expression. Valid until the next `at`.
class Finding {
 public:
  explicit Finding(Diagnostic& diagnostic) : diagnostic_(diagnostic) {}

  Finding& help(std::string text) {
    diagnostic_.help = std::move(text);
    return *this;
  }
  Finding& related(Span span, std::string message) {
    diagnostic_.related.push_back({.span = span, .message = std::move(message)});
    return *this;
  }
  // Sorts the edits; a fix whose edits overlap is a bug (assert), and dropped in release builds.
  Finding& fix(Fix fix);
  // These bytes of the file are shown nowhere: see Diagnostic::secrets.
  Finding& conceal(Span secret) {
    diagnostic_.secrets.push_back(secret);
    return *this;
  }
  // Differs from the rule's level here (the site's, else its default). Only the user's own `--level` wins over it.
  Finding& level(Level level) {
    diagnostic_.level = level;
    return *this;
  }
  Finding& confidence(Confidence confidence) {
    diagnostic_.confidence = confidence;
    return *this;
  }

 private:
  Diagnostic& diagnostic_;
};

// Collects the findings of one file. The engine says which rule is running.
class Report {
 public:
  // `message_template` is a literal with one `{}` for each argument; arguments are text or whole numbers.
  template <typename... Args>
  Finding at(Span span, std::string_view message_template, Args&&... args) {
    std::vector<std::string> arguments;
    arguments.reserve(sizeof...(args));
    (arguments.push_back(as_text(std::forward<Args>(args))), ...);
    return add(span, message_template, std::move(arguments));
  }

  // Findings that follow are the rule's, at `level` unless they say otherwise.
  void begin_rule(const Rule& rule, Level level) {
    rule_ = &rule;
    level_ = level;
  }
  [[nodiscard]] const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
  [[nodiscard]] std::vector<Diagnostic> take() { return std::move(diagnostics_); }

 private:
  template <std::integral T>
  static std::string as_text(T number) {
    return std::to_string(number);
  }
  static std::string as_text(std::string text) { return text; }
  static std::string as_text(std::string_view text) { return std::string(text); }
  static std::string as_text(const char* text) { return text; }

  Finding add(Span span, std::string_view message_template, std::vector<std::string> arguments);

  const Rule* rule_ = nullptr;
  Level level_ = Level::Warning;
  std::vector<Diagnostic> diagnostics_;
};

// The pieces joined, numbers as digits: concat("node `", name, "` has ", 4, " GPUs").
template <typename... Parts>
[[nodiscard]] std::string concat(const Parts&... parts) {
  std::string text;
  const auto append = [&text](const auto& part) {
    if constexpr (std::integral<std::decay_t<decltype(part)>> && !std::same_as<std::decay_t<decltype(part)>, char>) {
      text += std::to_string(part);
    } else {
      text += part;
    }
  };
  (append(parts), ...);
  return text;
}

}  // namespace sbatchlint
