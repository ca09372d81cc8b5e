// show commands: what the analyzer understood of a script's body.
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hosts/cli/show.h"
#include "job/credentials.h"
#include "output/display.h"
#include "output/json_span.h"
#include "output/place.h"

namespace sbatchlint::cli {
namespace {

constexpr std::string_view kHoleMark = "{?}";

// The text with a mark where something is unknown; further values behind `|`.
std::string word_text(const Word& word) {
  std::string text = word.text;
  for (auto hole = word.holes.rbegin(); hole != word.holes.rend(); ++hole) text.insert(hole->at, kHoleMark);
  for (const std::string& other : word.alternatives) text += "|" + other;
  return text;
}

std::string_view via_words(Via via) {
  switch (via) {
    case Via::Script: return {};
    case Via::CommandString: return "command string";
    case Via::Eval: return "eval";
    case Via::HeredocShell: return "heredoc of a shell";
    case Via::Function: return "function";
    case Via::WrittenScript: return "script that is written";
    case Via::SubmittedScript: return "script that is submitted";
    case Via::SourcedFile: return "sourced file";
    case Via::ErrorRecovery: return "text that could not be parsed";
  }
  return {};
}

// What holds for a command, as words.
std::vector<std::string_view> remarks_of(const Command& command) {
  struct Row {
    bool holds = false;
    std::string_view words;
  };
  const Context& context = command.context;
  const Row rows[] = {{context.background, "background"},   {context.loop, "loop"},
                      {context.conditional, "conditional"}, {context.condition, "condition"},
                      {context.function, "function body"},  {context.subshell, "subshell"},
                      {context.pipeline, "pipeline"},       {!command.reachable, "never reached"}};
  std::vector<std::string_view> remarks;
  if (const std::string_view via = via_words(command.via); !via.empty()) remarks.push_back(via);
  for (const Row& row : rows) {
    if (row.holds) remarks.push_back(row.words);
  }
  return remarks;
}

std::string chain_text(const Command& command) {
  std::string text;
  for (const Invocation& invocation : command.chain) {
    if (!text.empty()) text += " > ";
    text += invocation.name.empty() ? word_text(invocation.program) : invocation.name;
    for (const Word& word : invocation.args) text += " " + word_text(word);
  }
  return text;
}

Json word_json(const SourceText& source, const Word& word) {
  return {{"text", word_text(word)}, {"known", word.known()}, {"span", json_span(source, word.span)}};
}

Json invocation_json(const SourceText& source, const Invocation& invocation) {
  Json arguments = Json::array();
  for (const Word& word : invocation.args) arguments.push_back(word_json(source, word));
  return {{"name", invocation.name.empty() ? Json() : Json(invocation.name)},
          {"wrapper", invocation.wrapper},
          {"arguments", std::move(arguments)},
          {"span", json_span(source, invocation.span)}};
}

Json command_json(const SourceText& source, const Command& command) {
  Json chain = Json::array();
  for (const Invocation& invocation : command.chain) chain.push_back(invocation_json(source, invocation));
  Json assignments = Json::object();
  for (const Assignment& assignment : command.assignments) assignments[assignment.name] = word_text(assignment.value);
  Json redirects = Json::array();
  for (const Redirect& redirect : command.redirects) {
    redirects.push_back({{"operator", redirect.op}, {"target", word_text(redirect.target)}});
  }
  return {{"chain", std::move(chain)},
          {"assignments", std::move(assignments)},
          {"redirects", std::move(redirects)},
          {"remarks", remarks_of(command)},
          {"outer", command.outer ? Json(*command.outer) : Json()},
          {"span", json_span(source, command.span)}};
}

// No key or token of the script is shown, whichever word holds it.
void conceal(Json& value, std::span<const std::string> secrets) {
  if (value.is_string()) star_out(value.get_ref<std::string&>(), secrets);
  if (!value.is_structured()) return;
  for (Json& part : value) conceal(part, secrets);
}

}  // namespace

std::string commands_text(const SourceText& source, const Script& script) {
  std::string text;
  for (const Command& command : script.commands) {
    const Place place = place_of(source, command.span.begin, ColumnUnit::Character);
    append_visible(text, source.name());
    text += ':' + std::to_string(place.line) + ':' + std::to_string(place.column) + ": ";
    append_visible(text, chain_text(command));
    std::string_view separator = "  (";
    for (const std::string_view remark : remarks_of(command)) {
      text += separator;
      text += remark;
      separator = ", ";
    }
    text += separator == ", " ? ")\n" : "\n";
  }
  star_out(text, credential_values(source.bytes()));
  return text;
}

Json commands_json(const SourceText& source, const Script& script) {
  Json commands = Json::array();
  for (const Command& command : script.commands) commands.push_back(command_json(source, command));
  conceal(commands, credential_values(source.bytes()));
  return {{"file", source.name()}, {"parsed", script.parsed}, {"commands", std::move(commands)}};
}

}  // namespace sbatchlint::cli
