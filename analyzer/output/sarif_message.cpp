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

// " See [line 6](1) and [line 9](2).", the lines being arguments from `argument` on.
std::string links(std::size_t count, std::size_t argument) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) {
    text += i == 0 ? " See " : (i + 1 == count ? " and " : ", ");
    text += "[line {" + std::to_string(argument + i) + "}](" + std::to_string(i + 1) + ")";
  }
  return count == 0 ? text : text + '.';
}

// Brackets of the script that would read as a link.
std::string without_links(std::string text) {
  if (text.find("](") == std::string::npos) return text;
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string sentence(std::string_view words) { return closed(capitalised(with_quotes(words))); }

Messages::Wording& Messages::wording_of(std::string_view message_template) {
  const auto [at, is_new] = wordings_.try_emplace(message_template);
  if (is_new) {
    at->second.words = sentence(message_template);
    at->second.has_own_braces = has_own_braces(at->second.words);
  }
  return at->second;
}

const Messages::Pattern* Messages::pattern_of(const Diagnostic& diagnostic) {
  Wording& wording = wording_of(diagnostic.message_template);
  // Text alone where braces would be placeholders, and where the pattern would end like no sentence.
  const std::string& help = diagnostic.help;
  const bool closes = help.empty() ? wording.words.ends_with('.') : help.find_last_of("?!") != help.size() - 1;
  if (!closes || wording.has_own_braces || std::ranges::any_of(diagnostic.arguments, has_braces) || has_braces(help))
    return nullptr;
  const std::size_t lines = diagnostic.related.size();
  Pattern& pattern = wording.patterns[{!help.empty(), lines}];
  if (pattern.id.empty()) {
    std::size_t arguments = diagnostic.arguments.size();
    pattern.pattern = numbered(wording.words);
    if (!help.empty()) pattern.pattern += " {" + std::to_string(arguments++) + "}.";
    pattern.pattern += links(lines, arguments);
    pattern.id = stable_hash({pattern.pattern}).substr(0, 8);
  }
  return &pattern;
}

Message Messages::of(const Diagnostic& diagnostic, std::span<const std::uint32_t> lines) {
  Message message;
  std::string help = diagnostic.help.empty() ? std::string() : sentence(diagnostic.help);
  message.text = fill_template(wording_of(diagnostic.message_template).words, diagnostic.arguments);
  if (!help.empty()) message.text += " " + help;
  message.text = without_links(std::move(message.text));
  std::string see = links(lines.size(), 0);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string hole = "{" + std::to_string(i) + "}";
    see.replace(see.find(hole), hole.size(), std::to_string(lines[i]));
  }
  message.text += see;

  const Pattern* pattern = pattern_of(diagnostic);
  if (pattern == nullptr) return message;
  message.id = pattern->id;
  message.pattern = pattern->pattern;
  for (const std::string& argument : diagnostic.arguments) message.arguments.push_back(without_links(argument));
  if (!help.empty()) {
    help.pop_back();
    message.arguments.push_back(without_links(std::move(help)));
  }
  for (const std::uint32_t line : lines) message.arguments.push_back(std::to_string(line));
  return message;
}

}  // namespace sbatchlint::sarif
