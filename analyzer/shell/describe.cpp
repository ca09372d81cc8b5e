#include "shell/describe.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace sbatchlint {
namespace {

std::string with_holes(const Word& word) {
  std::string text;
  std::size_t from = 0;
  for (const Hole& hole : word.holes) {
    text.append(word.text, from, hole.at - from);
    text += hole.splits ? "?.." : "?";
    from = hole.at;
  }
  return text.append(word.text, from, std::string::npos);
}

// A word as one would type it, if nothing but blanks have to be quoted; control characters as `\n`.
std::string quoted(const std::string& text) {
  std::string line;
  for (const char c : text) {
    if (c == '\n') {
      line += "\\n";
    } else {
      line += c == '\t' ? ' ' : c;
    }
  }
  return text.empty() || text.find_first_of(" \t\n") != std::string::npos ? "'" + line + "'" : line;
}

std::string described(const Word& word) {
  if (word.alternatives.empty()) return quoted(with_holes(word));
  std::string text = "{" + quoted(word.text);
  for (const std::string& other : word.alternatives) text += "|" + quoted(other);
  return text + "}";
}

std::string_view way(Via via) {
  switch (via) {
    case Via::Script: return "";
    case Via::CommandString: return "in a command string";
    case Via::Eval: return "by eval";
    case Via::HeredocShell: return "fed to a shell";
    case Via::Function: return "in a function";
    case Via::WrittenScript: return "in a script that is written";
    case Via::SubmittedScript: return "in a script that is submitted";
    case Via::SourcedFile: return "in another file";
    case Via::ErrorRecovery: return "in text that is no shell";
  }
  return "";
}

std::string notes_of(const Command& command) {
  const Context& context = command.context;
  struct Note {
    bool holds;
    std::string_view text;
  };
  const auto notes = std::to_array<Note>({{!command.reachable, "never reached"},
                                          {!way(command.via).empty(), way(command.via)},
                                          {context.background, "background"},
                                          {context.loop, "loop"},
                                          {context.condition, "condition"},
                                          {context.conditional, "conditional"},
                                          {context.subshell && !context.substitution, "subshell"},
                                          {context.substitution, "substitution"},
                                          {context.pipeline, "pipeline"},
                                          {context.negated, "negated"}});
  std::string text;
  for (const Note& note : notes) {
    if (note.holds) text += fmt::format("{}{}", text.empty() ? "    (" : ", ", note.text);
  }
  return text.empty() ? text : text + ")";
}

}  // namespace

std::string describe_commands(const Script& script, const SourceText& source) {
  std::string text;
  for (const Command& command : script.commands) {
    text += fmt::format("{:>4}  ", source.line_of(command.span.begin) + 1);
    for (const Assignment& assignment : command.assignments) {
      text += fmt::format("{}={} ", assignment.name, described(assignment.value));
    }
    for (std::size_t i = 0; i < command.chain.size(); ++i) {
      const Invocation& call = command.chain[i];
      if (i > 0) text += " > ";
      text += described(call.program);
      for (const Word& word : call.args) text += " " + described(word);
      if (call.uncertain) text += " ?..";
    }
    text += notes_of(command) + "\n";
  }
  return text;
}

}  // namespace sbatchlint
