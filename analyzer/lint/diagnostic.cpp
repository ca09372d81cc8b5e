#include "lint/diagnostic.h"

namespace sbatchlint {

std::string fill_template(std::string_view message_template, std::span<const std::string> arguments) {
  std::string text;
  std::string_view rest = message_template;
  for (const std::string& argument : arguments) {
    const auto hole = rest.find("{}");
    if (hole == std::string_view::npos) break;
    text += rest.substr(0, hole);
    text += argument;
    rest.remove_prefix(hole + 2);
  }
  text += rest;
  return text;
}

std::string Diagnostic::message() const { return fill_template(message_template, arguments); }

std::string_view level_name(Level level) {
  switch (level) {
    case Level::Off: return "off";
    case Level::Note: return "note";
    case Level::Warning: return "warning";
    case Level::Error: return "error";
  }
  return {};
}

std::string_view confidence_name(Confidence value) {
  switch (value) {
    case Confidence::Low: return "low";
    case Confidence::Medium: return "medium";
    case Confidence::High: return "high";
  }
  return {};
}

std::string_view safety_name(Safety safety) {
  switch (safety) {
    case Safety::Safe: return "safe";
    case Safety::Unsafe: return "unsafe";
    case Safety::Suggest: return "suggest";
  }
  return {};
}

}  // namespace sbatchlint
