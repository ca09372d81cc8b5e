// sbatchlint show: reads the files and prints what is asked for, one text or one line of JSON a file.
#include "hosts/cli/show.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "hosts/cli/commands.h"
#include "hosts/cli/inputs.h"
#include "shell/script.h"

namespace sbatchlint::cli {
namespace {

constexpr std::size_t kLargestFile = std::size_t{8} << 20U;

std::string as_line(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n"; }

std::string shown(const SourceText& source, const ShowArguments& arguments, const SubmitContext& context) {
  const Script script = read_script(source, {});
  if (arguments.question == Question::Commands) {
    return arguments.json ? as_line(commands_json(source, script)) : commands_text(source, script);
  }
  const Directives directives = read_directives(source, context.release.value_or(kNewestRelease));
  const Request request = resolve_request(source, directives, context);
  const Understood understood{.source = source, .directives = directives, .script = script, .request = request};
  return arguments.json ? as_line(request_json(understood)) : request_text(understood);
}

int show_files(const ShowArguments& arguments, const SubmitContext& context, const World& world) {
  int status = kClean;
  std::string text;
  for (const Input& input : collect_inputs(arguments.paths, "<stdin>", world)) {
    Result<std::optional<SourceText>> source = read_input(input, kLargestFile, world);
    if (!source) {
      status = complain("cannot read `" + input.name + "`: " + source.error().message, world);
    } else if (source.value()) {
      text += shown(*source.value(), arguments, context);
    }
  }
  return print(text, status, world);
}

}  // namespace

int run_show(const ShowArguments& arguments, const World& world) {
  const Result<ChosenSite> site = choose_site(arguments.submit, world);
  if (!site) return complain(site.error().message, world);
  const Result<SubmitContext> context = submit_context(arguments.submit, site.value().site, world);
  if (!context) return complain(context.error().message, world);
  if (arguments.question != Question::Config) return show_files(arguments, context.value(), world);
  const std::string text = arguments.json ? as_line(config_json(site.value(), arguments.submit, context.value()))
                                          : config_text(site.value(), arguments.submit, context.value());
  return print(text, kClean, world);
}

}  // namespace sbatchlint::cli
