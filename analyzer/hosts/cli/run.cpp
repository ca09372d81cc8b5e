#include <utility>
#include <variant>

#include "hosts/cli/commands.h"
#include "output/display.h"

namespace sbatchlint::cli {

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
  const auto& arguments = std::get<Arguments>(parsed);
  if (const auto* check = std::get_if<CheckArguments>(&arguments)) return run_check(*check, world);
  if (const auto* explain = std::get_if<ExplainArguments>(&arguments)) return run_explain(*explain, world);
  return run_rules(std::get<RulesArguments>(arguments), world);
}

}  // namespace sbatchlint::cli
