#include "job/log_name.h"

#include "text/ascii.h"

#include <algorithm>

namespace sbatchlint {
namespace {

constexpr std::string_view kLetters = "AJNSabjnrstux";
constexpr std::string_view kTaskLetters = "JSabj";

}  // namespace

LogName::LogName(const Word& word) : word_(&word) {
  const std::string_view name = word.text;
  for (std::size_t at = 0; at + 1 < name.size(); ++at) {
    if (name[at] != '%') continue;
    std::size_t letter = at + 1;
    while (letter < name.size() && is_digit(name[letter])) ++letter;
    if (letter == name.size()) break;
    if (kLetters.find(name[letter]) != std::string_view::npos) {
      patterns_.push_back({.letter = name[letter], .begin = at, .end = letter + 1});
    }
    at = letter;
  }
}

std::optional<std::size_t> LogName::end_of_pattern(char letter) const {
  const auto found = std::ranges::find(patterns_, letter, &LogPattern::letter);
  if (found == patterns_.end()) return {};
  return found->end;
}

// Slurm 26.05, src/common/slurm_opt.c, arg_set_efname: `none` in any case.
bool LogName::is_discarded() const { return text() == "/dev/null" || equals_ignoring_case(text(), "none"); }

bool LogName::is_own_for_each_task() const {
  const auto tells_apart = [](char letter) { return kTaskLetters.find(letter) != std::string_view::npos; };
  return std::ranges::any_of(patterns_, tells_apart, &LogPattern::letter);
}

std::size_t LogName::suffix() const {
  const std::size_t slash = text().rfind('/');
  const std::size_t stem = slash == std::string::npos ? 0 : slash + 1;
  const std::size_t dot = text().rfind('.');
  return dot == std::string::npos || dot <= stem ? text().size() : dot;
}

std::optional<std::uint32_t> LogName::text_offset(const SourceText& source) const {
  const std::size_t at = source.slice(span()).find(text());
  if (at == std::string_view::npos) return {};
  return span().begin + static_cast<std::uint32_t>(at);
}

std::optional<LogName> log_name(const Component& component, std::string_view option) {
  const OptionUse* const use = component.effective(option);
  if (use == nullptr || use->origin != Origin::Directive || !use->parsed.value) return {};
  if (!use->parsed.value->known() || use->parsed.value->text.empty()) return {};
  // `<name>.out` and `[FILL ME]` are to be filled in.
  if (use->parsed.value->text.find_first_of("<[{") != std::string::npos) return {};
  return LogName(*use->parsed.value);
}

}  // namespace sbatchlint
