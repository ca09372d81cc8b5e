// Patterns are matched from their last part backwards; each answer is true, unknown or false, joined as Kleene has it.
#include "lint/match_command.h"

#include <algorithm>
#include <string_view>

namespace sbatchlint {

namespace {

bool matches_text(const WordPattern& pattern, std::string_view text) {
  return std::ranges::any_of(pattern.any, [text](std::string_view one) {
    if (matches_glob(one, text)) return true;
    const bool may_have_value = one.starts_with("--") && one.find('=') == std::string_view::npos;
    const std::size_t equals = text.find('=');
    return may_have_value && equals != std::string_view::npos && matches_glob(one, text.substr(0, equals));
  });
}

// What stands before the first unknown part does not rule the pattern out.
bool may_match(const WordPattern& pattern, const Word& word) {
  const std::string_view known = word.known_prefix();
  return std::ranges::any_of(pattern.any, [known](std::string_view one) {
    const std::string_view fixed = one.substr(0, one.find('*'));
    const std::size_t common = std::min(fixed.size(), known.size());
    if (fixed.substr(0, common) != known.substr(0, common)) return false;
    return known.size() <= fixed.size() || fixed.size() < one.size() || known[fixed.size()] == '=';
  });
}

// `afterok:*` is matched by `afterok:$id`, whatever the variable holds.
bool matches_anyway(const WordPattern& pattern, const Word& word) {
  const std::string_view known = word.known_prefix();
  return std::ranges::any_of(pattern.any, [known](std::string_view one) {
    const std::size_t star = one.find('*');
    return star != std::string_view::npos && star + 1 == one.size() && known.starts_with(one.substr(0, star));
  });
}

Truth matches_word(const WordPattern& pattern, const Word& word) {
  if (!word.holes.empty() && matches_anyway(pattern, word)) return Truth::True;
  if (!word.holes.empty()) return may_match(pattern, word) ? Truth::Unknown : Truth::False;
  std::size_t hits = matches_text(pattern, word.text) ? 1 : 0;
  for (const std::string& other : word.alternatives) hits += matches_text(pattern, other) ? 1 : 0;
  if (hits == 0) return Truth::False;
  return hits == word.alternatives.size() + 1 ? Truth::True : Truth::Unknown;
}

Truth matches_program(const ProgramPattern& pattern, const Invocation& invocation) {
  const Truth name = invocation.name.empty()                       ? Truth::Unknown
                     : matches_text(pattern.name, invocation.name) ? Truth::True
                                                                   : Truth::False;
  if (name == Truth::False) return Truth::False;
  // answers[i]: the words from i on are among those that were not looked at yet, from the last word backwards.
  const std::size_t count = pattern.words.size();
  std::vector<Truth> answers(count + 1, invocation.uncertain ? Truth::Unknown : Truth::False);
  answers[count] = Truth::True;
  for (auto word = invocation.args.rbegin(); word != invocation.args.rend(); ++word) {
    for (std::size_t i = 0; i < count; ++i) {
      const Truth here = std::min(matches_word(pattern.words[i], *word), answers[i + 1]);
      answers[i] = std::max(answers[i], here);
      // `$OPTIONS` may be any number of words. So may `afterany:$id`, but nobody writes options into that.
      if (word->may_split() && word->unknown()) answers[i] = std::max(answers[i], Truth::Unknown);
    }
  }
  return std::min(name, answers.front());
}

}  // namespace

std::vector<const Invocation*> chain_to(const Script& script, const Command& command, std::size_t position) {
  std::vector<const Invocation*> chain;
  const auto add = [&chain](const Invocation& invocation) {
    if (!invocation.function) chain.push_back(&invocation);
  };
  for (std::size_t i = std::min(position + 1, command.chain.size()); i-- > 0;) add(command.chain[i]);
  const Command* at = &command;
  while (at->outer) {
    at = &script.commands[*at->outer];
    for (std::size_t i = at->chain.size(); i-- > 0;) add(at->chain[i]);
  }
  std::ranges::reverse(chain);
  return chain;
}

Truth matches_command(const CommandPattern& pattern, std::span<const Invocation* const> chain) {
  if (chain.empty() || pattern.programs.empty()) return Truth::False;
  const Truth last = matches_program(pattern.programs.back(), *chain.back());
  if (last == Truth::False) return last;
  // answers[i]: the programs before i stand, in their order, among those that were looked at.
  const std::size_t count = pattern.programs.size() - 1;
  std::vector<Truth> answers(count + 1, Truth::False);
  answers.front() = Truth::True;
  for (const Invocation* invocation : chain.first(chain.size() - 1)) {
    for (std::size_t i = count; i > 0; --i) {
      if (answers[i - 1] == Truth::False) continue;
      answers[i] =
          std::max(answers[i], std::min(answers[i - 1], matches_program(pattern.programs[i - 1], *invocation)));
    }
  }
  return std::min(last, answers.back());
}

}  // namespace sbatchlint
