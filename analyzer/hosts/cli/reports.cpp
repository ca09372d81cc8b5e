#include "hosts/cli/reports.h"

#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "hosts/cli/commands.h"
#include "hosts/cli/version.h"
#include "output/emitter.h"
#include "output/uri.h"

namespace sbatchlint::cli {
namespace {

// The folder of the repository that `here` lies in, else `here`.
std::string repository_root(const std::string& here, const World& world) {
  for (std::string at = here; !at.empty(); at.resize(at.rfind('/'))) {
    if (world.kind(at + "/.git") != FileKind::Missing) return at;
  }
  return here;
}

// Where the files' names lead by symbolic links; those that lead nowhere else are left out.
std::map<std::string, std::string, std::less<>> real_paths(const RunResult& run, const std::string& here,
                                                           const World& world) {
  std::map<std::string, std::string, std::less<>> paths;
  for (const FileResult& file : run.files) {
    const std::string& name = file.source.name();
    std::optional<std::string> path = world.absolute(name);
    if (path && *path != lexical_path(here, name)) paths.emplace(name, std::move(*path));
  }
  return paths;
}

OutputOptions output_options(const RunResult& run, const CheckArguments& arguments, int status, const World& world) {
  OutputOptions options;
  options.sarif = arguments.sarif;
  options.quiet = arguments.quiet;
  options.statistics = arguments.statistics;
  options.show_suppressed = arguments.show_suppressed;
  options.exit_status = status;
  options.docs_url = kDocsUrl;
  const auto gives_addresses = [](const FormatChoice& choice) { return find_emitter(choice.format)->gives_addresses; };
  if (std::ranges::any_of(arguments.formats, gives_addresses)) {
    options.here = world.absolute(".").value_or("");
    options.root = repository_root(options.here, world);
    options.real_paths = real_paths(run, options.here, world);
  }
  return options;
}

// Standard output may be taken by what was asked for in the first place: a patch, or the fixed standard input.
bool output_is_taken(const CheckArguments& arguments) {
  const bool fixes_input =
      arguments.fix == FixMode::Write && std::ranges::find(arguments.paths, "-") != arguments.paths.end();
  return fixes_input || arguments.fix == FixMode::Show;
}

}  // namespace

int write_reports(const RunResult& run, const CheckArguments& arguments, int status, const World& world) {
  const OutputOptions options = output_options(run, arguments, status, world);
  std::vector<std::string> printed;
  for (const FormatChoice& choice : arguments.formats) {
    if (!choice.file) {
      printed.push_back(choice.format);
      continue;
    }
    std::string text;
    find_emitter(choice.format)->write(run, options, text);
    if (const auto error = world.write_file(*choice.file, text)) {
      status = complain("cannot write `" + *choice.file + "`: " + error->message, world);
    }
  }
  if (arguments.fix == FixMode::Show) return status;
  if (printed.empty()) printed.emplace_back("text");
  for (const std::string& format : printed) {
    OutputOptions terminal = options;
    terminal.color = wants_color(arguments.color, world);
    terminal.hyperlinks = terminal.color && world.out_is_terminal;
    terminal.columns = world.out_columns.value_or(terminal.columns);
    std::string text;
    find_emitter(format)->write(run, terminal, text);
    if (output_is_taken(arguments)) {
      world.err(text);
    } else {
      status = print(text, status, world);
    }
  }
  return status;
}

}  // namespace sbatchlint::cli
