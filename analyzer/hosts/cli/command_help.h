// What --help says, as data: completions and the manual page are made from it.
#pragma once

#include <string>
#include <vector>

namespace sbatchlint::cli {

struct OptionHelp {
  std::vector<std::string> names;  // "-q", "--quiet"; empty for a positional
  std::string positional;          // "PATH"
  std::string type;                // "FILE"; empty for a flag
  std::string about;
  std::string group;
};

struct CommandHelp {
  std::string name;
  std::string about;
  std::vector<OptionHelp> options;
};

// Every subcommand, in the order of --help.
[[nodiscard]] std::vector<CommandHelp> all_commands();

// The script that a shell reads; empty for a shell that is none of bash, zsh and fish.
[[nodiscard]] std::string completion_script(const std::string& shell, const std::vector<CommandHelp>& commands);

// sbatchlint(1) as roff.
[[nodiscard]] std::string manual_page(const std::vector<CommandHelp>& commands);

}  // namespace sbatchlint::cli
