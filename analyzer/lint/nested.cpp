#include "lint/nested.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace sbatchlint {
namespace {

bool names_wrap(std::string_view word) {
  const std::string_view name = word.substr(0, word.find('='));
  return name.size() >= 4 && std::string_view("--wrap").starts_with(name);
}

Span moved(Span span, const std::vector<std::uint32_t>& offsets) {
  const std::size_t last = offsets.size() - 1;
  const std::uint32_t begin = offsets[std::min<std::size_t>(span.begin, last)];
  // The end is the place behind the last byte: what follows it may come from somewhere else.
  const std::uint32_t end = span.empty() ? begin : offsets[std::min<std::size_t>(span.end - 1, last)] + 1;
  return {.begin = begin, .end = std::max(begin, end)};
}

bool stands_byte_for_byte(Span span, const std::vector<std::uint32_t>& offsets) {
  if (span.end >= offsets.size()) return false;
  for (std::uint32_t at = span.begin; at < span.end; ++at) {
    if (offsets[at] != offsets[span.begin] + (at - span.begin)) return false;
  }
  return true;
}

// False where the fix cannot be made in the outer file.
bool move_fix(Fix& fix, const std::vector<std::uint32_t>& offsets) {
  for (Edit& edit : fix.edits) {
    if (!stands_byte_for_byte(edit.span, offsets)) return false;
    edit.span = moved(edit.span, offsets);
  }
  return true;
}

std::string_view how(Via via) {
  return via == Via::WrittenScript ? "in the script that is written here" : "in the job that is submitted here";
}

}  // namespace

bool applies_to_nested(const Rule& rule) {
  const bool about_commands = rule.group == Group::Containers || rule.group == Group::Use;
  return about_commands && rule.stage == Stage::Script;
}

SubmitContext nested_submit(const SubmitContext& outer, const Script& script, const NestedScript& nested) {
  SubmitContext inner = outer;
  inner.arguments.clear();
  const Command& command = script.commands[nested.command];
  const auto sbatch = std::ranges::find(command.chain, "sbatch", &Invocation::name);
  if (sbatch == command.chain.end()) return inner;
  bool is_value_of_wrap = false;
  for (const Word& word : sbatch->args) {
    const bool drop = is_value_of_wrap || names_wrap(word.known_prefix());
    is_value_of_wrap = !is_value_of_wrap && drop && word.text.find('=') == std::string::npos;
    if (!drop && word.known()) inner.arguments.push_back(word.text);
  }
  return inner;
}

void place_in_outer(std::vector<Diagnostic>& findings, const Script& script, const NestedScript& nested) {
  const Command& maker = script.commands[nested.command];
  for (Diagnostic& finding : findings) {
    finding.span = moved(finding.span, nested.offsets);
    for (Span& secret : finding.secrets) secret = moved(secret, nested.offsets);
    for (Related& related : finding.related) related.span = moved(related.span, nested.offsets);
    std::erase_if(finding.fixes, [&nested](Fix& fix) { return !move_fix(fix, nested.offsets); });
    finding.related.push_back({.span = maker.chain.front().span, .message = std::string(how(nested.via))});
  }
}

}  // namespace sbatchlint
