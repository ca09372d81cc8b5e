#include "lint/report.h"

#include <algorithm>
#include <cassert>

namespace sbatchlint {

Finding& Finding::fix(Fix fix) {
  std::ranges::stable_sort(fix.edits, {}, [](const Edit& edit) { return edit.span; });
  const auto overlap =
      std::ranges::adjacent_find(fix.edits, [](const Edit& a, const Edit& b) { return b.span.begin < a.span.end; });
  assert(overlap == fix.edits.end());
  if (overlap == fix.edits.end()) diagnostic_.fixes.push_back(std::move(fix));
  return *this;
}

Finding Report::add(Span span, std::string_view message_template, std::vector<std::string> arguments) {
  assert(rule_ != nullptr);
  Diagnostic diagnostic;
  diagnostic.rule = rule_;
  diagnostic.level = level_;
  diagnostic.confidence = rule_->confidence;
  diagnostic.span = span;
  diagnostic.message_template = message_template;
  diagnostic.arguments = std::move(arguments);
  diagnostics_.push_back(std::move(diagnostic));
  return Finding(diagnostics_.back());
}

}  // namespace sbatchlint
