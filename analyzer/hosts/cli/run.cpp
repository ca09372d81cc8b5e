#include <utility>
#include <variant>

#include "hosts/cli/command_help.h"
#include "hosts/cli/commands.h"
#include "output/display.h"

namespace sbatchlint::cli {
namespace {

// One overload a subcommand.
struct Run {
  const World& world;
  int operator()(const CheckArguments& arguments) const { return run_check(arguments, world); }
  int operator()(const ExplainArguments& arguments) const { return run_explain(arguments, world); }
  int operator()(const RulesArguments& arguments) const { return run_rules(arguments, world); }
  int operator()(const HookArguments& arguments) const { return run_hook(arguments, world); }
  int operator()(const CompletionsArguments& arguments) const { return run_completions(arguments, world); }
  int operator()(const SiteArguments& arguments) const { return run_site(arguments, world); }
  int operator()(const SubmitDoorArguments& arguments) const { return run_submit(arguments, world); }
  int operator()(const GradeArguments& arguments) const { return run_grade(arguments, world); }
  int operator()(const ShowArguments& arguments) const { return run_show(arguments, world); }
};

}  // namespace

int run_completions(const CompletionsArguments& arguments, const World& world) {
  const std::vector<CommandHelp> commands = all_commands();
  const std::string text =
      arguments.shell == "man" ? manual_page(commands) : completion_script(arguments.shell, commands);
  return print(text, kClean, world);
}

int complain(std::string_view message, const World& world) {
  world.err("sbatchlint: " + visible(message) + "\n");
  return kFailed;
}

int print(std::string_view text, int status, const World& world) {
  if (world.out(text)) return status;
  return complain("standard output could not be written", world);
}

bool wants_color(When when, const World& world) {
  if (when != When::Auto) return when == When::Always;
  const auto no_color = world.environment("NO_COLOR");
  if (no_color && !no_color->empty()) return false;
  return world.out_is_terminal && world.environment("TERM") != "dumb";
}

int run(const std::vector<std::string>& words, const World& world) {
  const std::variant<Arguments, Exit> parsed = parse_command_line(words);
  if (const auto* exit = std::get_if<Exit>(&parsed)) {
    return exit->status == kClean ? print(exit->text, kClean, world) : complain(exit->text, world);
  }
  const Run run{.world = world};
  return std::visit(run, std::get<Arguments>(parsed));
}

}  // namespace sbatchlint::cli
