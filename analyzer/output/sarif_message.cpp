// Our one-line messages as the full sentences that SARIF readers expect.
#include <algorithm>
#include <iterator>

#include "output/fingerprint.h"
#include "output/sarif.h"

namespace sbatchlint::sarif {
namespace {

constexpr std::string_view kHole = "{}";

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// Ends with a full stop, unless it ends a sentence already.
std::string closed(std::string text) {
  if (!text.empty() && std::string_view(".?!").find(text.back()) == std::string_view::npos) text += '.';
  return text;
}

std::string with_quotes(std::string_view words) {
  std::string text(words);
  std::ranges::replace(text, '`', '\'');
  return text;
}

// A sentence may begin with a program's name, which stays as it is called.
bool begins_with_program(std::string_view text) {
  constexpr std::string_view kPrograms[] = {"sbatch", "sbatchlint", "srun", "salloc", "squeue", "bash"};
  return std::ranges::find(kPrograms, text.substr(0, text.find_first_of(" :"))) != std::end(kPrograms);
}

std::string capitalised(std::string text) {
  if (!text.empty() && is_lower(text.front()) && !begins_with_program(text))
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  return text;
}

// Braces would be placeholders.
bool has_braces(std::string_view text) { return text.find_first_of("{}") != std::string_view::npos; }

// "a {} b {}" is "a {0} b {1}".
std::string numbered(std::string_view message_template) {
  std::string pattern;
  std::size_t count = 0;
  for (std::size_t hole = message_template.find(kHole); hole != std::string_view::npos;
       hole = message_template.find(kHole)) {
    pattern += message_template.substr(0, hole);
    pattern += '{' + std::to_string(count++) + '}';
    message_template.remove_prefix(hole + kHole.size());
  }
  pattern += message_template;
  return pattern;
}

// A template's own braces (`${VAR}`) cannot be told from placeholders.
bool has_own_braces(std::string_view message_template) {
  std::string rest;
  for (std::size_t hole = message_template.find(kHole); hole != std::string_view::npos;
       hole = message_template.find(kHole)) {
    rest += message_template.substr(0, hole);
    message_template.remove_prefix(hole + kHole.size());
  }
  rest += message_template;
  return has_braces(rest);
}

}  // namespace

std::string sentence(std::string_view words) { return closed(capitalised(with_quotes(words))); }

Message message_of(const Diagnostic& diagnostic) {
  Diagnostic quoted = diagnostic;
  const std::string words = closed(capitalised(with_quotes(diagnostic.message_template)));
  quoted.message_template = words;
  const std::string help = diagnostic.help.empty() ? std::string() : sentence(diagnostic.help);

  Message message;
  message.text = quoted.message();
  if (!help.empty()) message.text += " " + help;
  // Text alone where braces would be placeholders, and where the pattern would end like no sentence.
  const bool has_help = !help.empty();
  if (has_own_braces(words) || std::ranges::any_of(diagnostic.arguments, has_braces) || has_braces(help))
    return message;
  if (!(has_help ? help : words).ends_with('.')) return message;
  message.pattern = numbered(words);
  message.arguments = diagnostic.arguments;
  if (has_help) {
    message.pattern += " {" + std::to_string(message.arguments.size()) + "}.";
    message.arguments.push_back(help.substr(0, help.size() - 1));
  }
  message.id = stable_hash({message.pattern}).substr(0, 8);
  return message;
}

}  // namespace sbatchlint::sarif
