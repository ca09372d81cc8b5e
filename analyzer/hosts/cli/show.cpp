// sbatchlint show: reads the files and prints what is asked for, one text or one line of JSON a file.
#include "hosts/cli/show.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "hosts/cli/commands.h"
#include "hosts/cli/inputs.h"
#include "hosts/cli/plan.h"
#include "output/json_text.h"
#include "shell/script.h"

namespace sbatchlint::cli {
namespace {

constexpr std::size_t kLargestFile = std::size_t{8} << 20U;

std::string as_line(const Json& json) {
  std::string line;
  append_json(line, json, -1);
  return line + "\n";
}

std::string shown(const SourceText& source, const ShowArguments& arguments, const SubmitContext& context) {
  const Directives directives = read_directives(source, context.release.value_or(kNewestRelease));
  const Script script = read_script(source, {.is_job = !directives.lines.empty(), .read_beside = {}});
  if (arguments.question == Question::Commands) {
    return arguments.json ? as_line(commands_json(source, script)) : commands_text(source, script);
  }
  const Request request = resolve_request(source, directives, context);
  const Understood understood{.source = source, .directives = directives, .script = script, .request = request};
  return arguments.json ? as_line(request_json(understood)) : request_text(understood);
}

int show_files(const ShowArguments& arguments, Planner& planner, const World& world) {
  int status = kClean;
  std::string text;
  for (const Input& input : collect_inputs(arguments.paths, "<stdin>", world)) {
    const Result<const Plan*> plan = planner.plan_for(input.name);
    if (!plan) return complain(plan.error().message, world);
    Result<std::optional<SourceText>> source = read_input(input, kLargestFile, world);
    if (!source) {
      status = complain("cannot read `" + input.name + "`: " + source.error().message, world);
    } else if (source.value()) {
      text += shown(*source.value(), arguments, plan.value()->options.submit);
    }
  }
  return print(text, status, world);
}

// The configuration of a file, of a folder's files, or of the current folder's.
int show_config(const ShowArguments& arguments, Planner& planner, const World& world) {
  std::string text;
  std::vector<std::string> paths = arguments.paths;
  if (paths.empty()) paths.emplace_back(".");
  for (const std::string& path : paths) {
    const bool is_folder = world.kind(path) == FileKind::Directory;
    const Result<const Plan*> plan = planner.plan_for(is_folder ? path + "/" : path);
    if (!plan) return complain(plan.error().message, world);
    text += arguments.json ? as_line(config_json(*plan.value(), arguments.submit))
                           : config_text(*plan.value(), arguments.submit);
  }
  return print(text, kClean, world);
}

}  // namespace

int run_show(const ShowArguments& arguments, const World& world) {
  CheckArguments check;
  check.submit = arguments.submit;
  check.config = arguments.config;
  Planner planner(check, world);
  return arguments.question == Question::Config ? show_config(arguments, planner, world)
                                                : show_files(arguments, planner, world);
}

}  // namespace sbatchlint::cli
