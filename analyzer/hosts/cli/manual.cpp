// The manual page, in man(7) macros.
#include "hosts/cli/command_help.h"
#include "hosts/cli/version.h"

namespace sbatchlint::cli {
namespace {

// Backslashes and dashes as roff wants them; a line that begins with a dot or a quote is text.
std::string roff(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if (c == '`') {
      out += "\\(cq";
    } else {
      if (out.empty() && (c == '.' || c == '\'')) out += "\\&";
      out += c;
    }
  }
  return out;
}

void append_option(std::string& out, const OptionHelp& option) {
  out += ".TP\n";
  std::string names;
  for (const std::string& name : option.names) names += (names.empty() ? "" : ", ") + ("\\fB" + roff(name) + "\\fR");
  if (option.names.empty()) names = "\\fI" + roff(option.positional) + "\\fR";
  if (!option.type.empty()) names += " \\fI" + roff(option.type) + "\\fR";
  out += names + "\n" + roff(option.about) + "\n";
}

void append_command(std::string& out, const CommandHelp& command) {
  out += ".SS \"sbatchlint " + roff(command.name) + "\"\n" + roff(command.about) + ".\n";
  std::string group;
  for (const OptionHelp& option : command.options) {
    if (option.group != group && option.group != "Options" && !option.names.empty()) {
      out += ".PP\n\\fI" + roff(option.group) + "\\fR\n";
    }
    group = option.group;
    append_option(out, option);
  }
}

}  // namespace

std::string manual_page(const std::vector<CommandHelp>& commands) {
  std::string out = ".TH SBATCHLINT 1 \"\" \"sbatchlint " + roff(std::string(kVersion)) +
                    "\" \"User Commands\"\n"
                    ".SH NAME\nsbatchlint \\- a linter for Slurm batch scripts\n"
                    ".SH SYNOPSIS\n.B sbatchlint\n[\\fBcheck\\fR] [\\fIOPTIONS\\fR] [\\fIPATH\\fR...]\n";
  for (const CommandHelp& command : commands) {
    if (command.name != "check") out += ".br\n.B sbatchlint " + roff(command.name) + "\n[\\fIOPTIONS\\fR]\n";
  }
  out +=
      ".SH DESCRIPTION\n"
      "Reads job scripts the way sbatch and bash will, and says before they are submitted what would be refused, "
      "ignored or wasted. Folders are walked for batch scripts, and what a .gitignore names is left out.\n"
      ".SH COMMANDS\n";
  for (const CommandHelp& command : commands) append_command(out, command);
  out +=
      ".SH \"EXIT STATUS\"\n.TP\n0\nnothing was found at or above \\-\\-fail\\-on\n.TP\n1\nfindings\n.TP\n2\n"
      "a mistake on the command line or in a configuration, or something could not be read or written\n"
      ".SH ENVIRONMENT\n.TP\nSBATCHLINT_SITE\nthe site profile, where neither \\-\\-site nor a configuration names "
      "one\n"
      ".TP\nNO_COLOR\nno colours, if it is set and not empty\n"
      ".SH FILES\n.TP\n.I .sbatchlint.toml\nthe configuration of a folder and those below it\n"
      ".TP\n.I /etc/sbatchlint/config.toml\nthe machine's; every project's counts more\n"
      ".SH \"SEE ALSO\"\n.BR sbatch (1)\n";
  return out;
}

}  // namespace sbatchlint::cli
