// Completions: subcommands, options, and the words that an option takes; file names otherwise.
#include <string_view>

#include "hosts/cli/command_help.h"
#include "lint/rule.h"
#include "output/emitter.h"
#include "site/builtin.h"

namespace sbatchlint::cli {
namespace {

// The words that stand behind an option, or as what a subcommand asks for.
std::string words_for(std::string_view option, std::string_view positional) {
  std::string words;
  const auto add = [&words](std::string_view word) { words += (words.empty() ? "" : " ") + std::string(word); };
  if (option == "--site") {
    for (const BuiltinSite& site : builtin_sites()) add(site.name);
  } else if (option == "--select" || option == "--ignore" || positional == "RULE") {
    for (const CatalogEntry& entry : catalog()) {
      add(entry.rule->code);
      add(entry.rule->name);
    }
  } else if (option == "--color") {
    words = "auto always never";
  } else if (option == "--fail-on") {
    words = "error warning note never";
  } else if (positional == "SHELL") {
    words = "bash zsh fish";
  } else if (positional == "WHAT") {
    words = "request commands config";
  } else if (positional == "ACTION") {
    words = "install uninstall";
  }
  return words;
}

std::string format_words() {
  std::string words;
  for (const Emitter& emitter : emitters()) words += (words.empty() ? "" : " ") + std::string(emitter.name);
  return words;
}

std::string values_of(const CommandHelp& command, const OptionHelp& option) {
  const std::string name = option.names.empty() ? "" : option.names.back();
  if (name == "--format") {
    if (command.name == "check") return format_words();
    return command.name == "rules" ? "text json markdown" : "text json";
  }
  return words_for(name, option.positional);
}

std::string joined_names(const CommandHelp& command) {
  std::string names;
  for (const OptionHelp& option : command.options) {
    for (const std::string& name : option.names) names += (names.empty() ? "" : " ") + name;
  }
  return names;
}

std::string bash_script(const std::vector<CommandHelp>& commands) {
  std::string names;
  std::string cases;
  for (const CommandHelp& command : commands) {
    names += (names.empty() ? "" : " ") + command.name;
    std::string positional;
    cases += "    " + command.name + ")\n      case $prev in\n";
    for (const OptionHelp& option : command.options) {
      const std::string values = values_of(command, option);
      if (option.names.empty()) {
        if (positional.empty()) positional = values;
      } else if (!values.empty()) {
        cases += "        " + option.names.back() + ") words='" + values + "' ;;\n";
      } else if (!option.type.empty()) {
        cases += "        " + option.names.back() + ") words= ;;\n";
      }
    }
    cases += "        *) words='" + positional + "'; [[ $current == -* ]] && words='" + joined_names(command) +
             "' ;;\n      esac\n      ;;\n";
  }
  return "# bash completion of sbatchlint; made by `sbatchlint completions bash`\n"
         "_sbatchlint() {\n"
         "  local current=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command=check words=\n"
         "  local names='" +
         names +
         "'\n"
         "  [[ \" $names \" == *\" ${COMP_WORDS[1]} \"* ]] && ((COMP_CWORD > 1)) && command=${COMP_WORDS[1]}\n"
         "  case $command in\n" +
         cases +
         "  esac\n"
         "  ((COMP_CWORD == 1)) && [[ $current != -* ]] && words=$names\n"
         "  mapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$current\")\n"
         "}\n"
         "complete -o default -F _sbatchlint sbatchlint\n";
}

// Within single quotes, and within the brackets of _arguments.
std::string zsh_text(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      if (c == '[' || c == ']' || c == ':') out += '\\';
      out += c;
    }
  }
  return out;
}

std::string zsh_script(const std::vector<CommandHelp>& commands) {
  std::string list;
  std::string cases;
  for (const CommandHelp& command : commands) {
    list += "    '" + command.name + ":" + zsh_text(command.about) + "'\n";
    cases += "    " + command.name + ")\n      _arguments";
    for (const OptionHelp& option : command.options) {
      const std::string values = values_of(command, option);
      const std::string action = values.empty() ? "_files" : "(" + values + ")";
      if (option.names.empty()) cases += " \\\n        '*:" + zsh_text(option.positional) + ":" + action + "'";
      for (const std::string& name : option.names) {
        cases += " \\\n        '*" + name + "[" + zsh_text(option.about) + "]";
        if (!option.type.empty()) cases += ":" + zsh_text(option.type) + ":" + action;
        cases += "'";
      }
    }
    cases += "\n      ;;\n";
  }
  return "#compdef sbatchlint\n# made by `sbatchlint completions zsh`\n"
         "_sbatchlint() {\n  local -a commands=(\n" +
         list +
         "  )\n  local command=check\n"
         "  if ((CURRENT == 2)) && [[ $words[2] != -* ]]; then\n"
         "    _describe command commands\n    _files\n    return\n  fi\n"
         "  if ((${commands[(I)$words[2]:*]})); then\n"
         "    command=$words[2]\n    shift words\n    ((CURRENT--))\n  fi\n"
         "  case $command in\n" +
         cases +
         "  esac\n}\n"
         "if [[ $funcstack[1] == _sbatchlint ]]; then _sbatchlint \"$@\"; else compdef _sbatchlint sbatchlint; fi\n";
}

std::string fish_text(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string fish_script(const std::vector<CommandHelp>& commands) {
  std::string names;
  for (const CommandHelp& command : commands) names += " " + command.name;
  std::string text =
      "# fish completion of sbatchlint; made by `sbatchlint completions fish`\nset -l names" + names + "\n";
  for (const CommandHelp& command : commands) {
    text += "complete -c sbatchlint -n __fish_use_subcommand -a " + command.name + " -d '" + fish_text(command.about) +
            "'\n";
    const std::string seen = command.name == "check" ? "not __fish_seen_subcommand_from $names; or "
                                                       "__fish_seen_subcommand_from check"
                                                     : "__fish_seen_subcommand_from " + command.name;
    for (const OptionHelp& option : command.options) {
      const std::string values = values_of(command, option);
      if (option.names.empty() && values.empty()) continue;
      text += "complete -c sbatchlint -n \"" + seen + "\"";
      for (const std::string& name : option.names) {
        text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      }
      if (!values.empty()) {
        text += (option.names.empty() ? " -f -a '" : " -x -a '") + values + "'";
      } else if (!option.type.empty()) {
        text += " -r";
      }
      text += " -d '" + fish_text(option.about) + "'\n";
    }
  }
  return text;
}

}  // namespace

std::string completion_script(const std::string& shell, const std::vector<CommandHelp>& commands) {
  if (shell == "bash") return bash_script(commands);
  if (shell == "zsh") return zsh_script(commands);
  return shell == "fish" ? fish_script(commands) : std::string();
}

}  // namespace sbatchlint::cli
