#include "lint/nested.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "shell/names.h"

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

// How long the expansion is that the text begins with; 0 for any other text.
std::size_t expansion_at(std::string_view text) {
  const auto to = [text](std::string_view closing) {
    const std::size_t end = text.find(closing, 2);
    return end == std::string_view::npos ? text.size() : end + 1;
  };
  if (text.starts_with("${")) return to("}");
  if (text.starts_with("$(")) return to(")");
  if (text.starts_with('`')) return std::min(text.find('`', 1), text.size() - 1) + 1;
  if (!text.starts_with('$') || text.size() < 2) return 0;
  std::size_t end = 1;
  while (end < text.size() && is_name_character(text[end])) ++end;
  return end > 1 ? end : std::string_view("@*#?").find(text[1]) != std::string_view::npos ? 2 : 0;
}

std::string_view how(Via via) {
  return via == Via::WrittenScript ? "in the script that is written here" : "in the job that is submitted here";
}

}  // namespace

bool applies_to_nested(const Rule& rule) {
  const bool about_commands = rule.group == Group::Containers || rule.group == Group::Use;
  return (about_commands && rule.stage == Stage::Script) || rule.command_lines != CommandLines::No;
}

NestedScript with_unknown_directives(const NestedScript& nested) {
  NestedScript result{.via = nested.via, .command = nested.command, .text = {}, .offsets = {}};
  const std::string_view text = nested.text;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t line_end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const bool is_directive = text.substr(at).starts_with("#SBATCH");
    while (at < line_end) {
      const std::size_t size = is_directive ? expansion_at(text.substr(at, line_end - at)) : 0;
      if (size == 0) {
        result.text += text[at];
        result.offsets.push_back(nested.offsets[at++]);
        continue;
      }
      result.text += kUnknownText;
      result.offsets.insert(result.offsets.end(), kUnknownText.size(), nested.offsets[at]);
      at += size;
    }
  }
  result.offsets.push_back(nested.offsets.back());
  return result;
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

void move_to_outer(std::vector<Diagnostic>& findings, const std::vector<std::uint32_t>& offsets) {
  for (Diagnostic& finding : findings) {
    finding.span = moved(finding.span, offsets);
    for (Span& secret : finding.secrets) secret = moved(secret, offsets);
    for (Related& related : finding.related) related.span = moved(related.span, offsets);
    std::erase_if(finding.fixes, [&offsets](Fix& fix) { return !move_fix(fix, offsets); });
  }
}

void place_in_outer(std::vector<Diagnostic>& findings, const Script& script, const NestedScript& nested) {
  const Command& maker = script.commands[nested.command];
  move_to_outer(findings, nested.offsets);
  for (Diagnostic& finding : findings) {
    finding.related.push_back({.span = maker.chain.front().span, .message = std::string(how(nested.via))});
  }
}

}  // namespace sbatchlint
