#include "job/step.h"

#include <algorithm>
#include <charconv>
#include <vector>

#include "shell/program_names.h"

namespace sbatchlint {
namespace {

bool names_plugin_option(const Word& word) { return word.known() && is_plugin_option(word.text); }

// `--container-image IMAGE`: the value would end the options, so it is left out.
ParsedOptions parse_step(const std::vector<Word>& words, Release release) {
  if (std::ranges::none_of(words, names_plugin_option)) return parse_options(Tool::Srun, release, words);
  std::vector<Word> kept;
  for (std::size_t at = 0; at < words.size(); ++at) {
    kept.push_back(words[at]);
    if (names_plugin_option(words[at])) ++at;
  }
  ParsedOptions parsed = parse_options(Tool::Srun, release, kept);
  // Their names point into words that are gone in a moment.
  for (OptionError& error : parsed.errors) error.name = {};
  return parsed;
}

}  // namespace

Step::Step(const Invocation& call, Release release)
    : parsed_(parse_step(call.args, release)),
      certain_(!call.uncertain && !parsed_.uncertain_from && parsed_.errors.empty()) {}

const ParsedOption* Step::find(std::string_view name) const {
  const ParsedOption* found = nullptr;
  for (const ParsedOption& option : parsed_.options) {
    if (option.spec->name == name) found = &option;
  }
  return found;
}

Setting<std::uint64_t> Step::number(std::string_view name) const {
  const ParsedOption* const option = find(name);
  if (option == nullptr) return {};
  const Span span = option->value ? option->value->span : option->span;
  if (!option->value || !option->value->known()) return Setting<std::uint64_t>::unknown(span);
  const std::optional<std::uint64_t> number = whole_number(option->value->text);
  return number ? Setting<std::uint64_t>::known(*number, span) : Setting<std::uint64_t>::unknown(span);
}

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stopped, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc{} || stopped != end) return {};
  return number;
}

}  // namespace sbatchlint
