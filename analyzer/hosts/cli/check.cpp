// sbatchlint check: collects the files, lints them, writes what was found.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <span>
#include <thread>
#include <utility>

#include "hosts/cli/commands.h"
#include "hosts/cli/inputs.h"
#include "hosts/cli/submit.h"
#include "hosts/cli/version.h"
#include "lint/engine.h"
#include "output/emitter.h"

namespace sbatchlint::cli {
namespace {

constexpr std::size_t kFilesPerThread = 16;  // fewer do not pay for a thread

// Why a run cannot begin.
template <typename T>
const Error* error_of(const Result<T>& result) {
  return result ? nullptr : &result.error();
}

std::optional<FileResult> check_input(const Input& input, const CheckArguments& arguments, const CheckOptions& options,
                                      const World& world) {
  Result<std::optional<SourceText>> text = read_input(input, arguments.max_file_size, world);
  if (!text) return unreadable(input.name, text.error().message, options);
  if (!text.value()) return std::nullopt;
  return check(std::move(*text.value()), options);
}

unsigned wanted_threads(const CheckArguments& arguments, const World& world) {
  return arguments.jobs == 0 ? world.processors() : arguments.jobs;
}

// A result for each input, none where it is no batch script. Every thread takes the next input that nobody has.
std::vector<std::optional<FileResult>> check_all(std::span<const Input> inputs, const CheckArguments& arguments,
                                                 const CheckOptions& options, const World& world) {
  std::vector<std::optional<FileResult>> results(inputs.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t i = next++; i < inputs.size(); i = next++) {
      results[i] = check_input(inputs[i], arguments, options, world);
    }
  };
  const std::size_t worth = inputs.size() / kFilesPerThread;
  const std::size_t threads = worth < 2 ? 1 : std::min<std::size_t>(worth, wanted_threads(arguments, world));
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < threads; ++i) others.emplace_back(work);
    work();
  }
  return results;
}

bool has_engine_error(const RunResult& run, const Rule* rule) {
  return std::ranges::any_of(run.files, [rule](const FileResult& file) {
    return std::ranges::find(file.diagnostics, rule, &Diagnostic::rule) != file.diagnostics.end();
  });
}

int status_of(const RunResult& run, const Selection& selection, std::optional<Level> fail_on) {
  if (run.internal_error || has_engine_error(run, selection.unreadable_file)) return kFailed;
  if (!fail_on) return kClean;
  for (const Level level : {Level::Error, Level::Warning, Level::Note}) {
    if (level >= *fail_on && run.count(level) > 0) return kFindings;
  }
  return kClean;
}

// The folder of the repository that `here` lies in, else `here`.
std::string repository_root(const std::string& here, const World& world) {
  for (std::string at = here; !at.empty(); at.resize(at.rfind('/'))) {
    if (world.kind(at + "/.git") != FileKind::Missing) return at;
  }
  return here;
}

OutputOptions output_options(const CheckArguments& arguments, int status, const World& world) {
  OutputOptions options;
  options.quiet = arguments.quiet;
  options.statistics = arguments.statistics;
  options.exit_status = status;
  options.docs_url = kDocsUrl;
  const auto gives_addresses = [](const FormatChoice& choice) { return find_emitter(choice.format)->gives_addresses; };
  if (std::ranges::any_of(arguments.formats, gives_addresses)) {
    options.here = world.absolute(".").value_or("");
    options.root = repository_root(options.here, world);
  }
  return options;
}

// The formats with a file go there; the others, or else `text`, to standard output.
int write_formats(const RunResult& run, const CheckArguments& arguments, int status, const World& world) {
  const OutputOptions options = output_options(arguments, status, world);
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
  if (printed.empty()) printed.emplace_back("text");
  for (const std::string& format : printed) {
    OutputOptions terminal = options;
    terminal.color = wants_color(arguments.color, world);
    terminal.columns = world.out_columns.value_or(terminal.columns);
    std::string text;
    find_emitter(format)->write(run, terminal, text);
    status = print(text, status, world);
  }
  return status;
}

// The folders among the arguments that gave no script: said, since a misspelt path would look like a clean run.
void name_empty_folders(const std::vector<std::string>& paths, std::span<const Input> inputs,
                        std::span<const std::optional<FileResult>> results, const World& world) {
  std::vector<bool> gave(paths.size(), false);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (!results[i]) continue;
    for (const std::size_t argument : inputs[i].arguments) gave[argument] = true;
  }
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (!gave[i] && world.kind(paths[i]) == FileKind::Directory) {
      complain("no batch script found in `" + paths[i] + "`", world);
    }
  }
}

}  // namespace

int run_check(const CheckArguments& arguments, const World& world) {
  Result<ChosenSite> chosen = choose_site(arguments.submit, world);
  if (const Error* error = error_of(chosen)) return complain(error->message, world);
  const Site& site = chosen.value().site;
  Result<SubmitContext> submit = submit_context(arguments.submit, site, world);
  if (const Error* error = error_of(submit)) return complain(error->message, world);
  const Result<Selection> selection = select_rules(catalog(), arguments.selection, site);
  if (const Error* error = error_of(selection)) return complain(error->message, world);

  const CheckOptions options{
      .site = &site, .selection = &selection.value(), .submit = std::move(submit).value(), .read_beside = {}};
  const std::vector<std::string> here = {"."};
  const std::vector<std::string>& paths = arguments.paths.empty() ? here : arguments.paths;
  const std::vector<Input> inputs = collect_inputs(paths, arguments.stdin_filename, world);
  std::vector<std::optional<FileResult>> results = check_all(inputs, arguments, options, world);
  name_empty_folders(paths, inputs, results, world);

  std::vector<CatalogEntry> ran;
  for (const SelectedRule& rule : selection.value().rules) ran.push_back({.rule = rule.rule, .page = rule.page});
  RunResult run{.version = std::string(kVersion), .site = site.name, .files = {}, .catalog = ran};
  for (std::optional<FileResult>& result : results) {
    if (result) run.files.push_back(std::move(*result));
  }
  if (run.files.empty()) return kFailed;
  run.internal_error = has_engine_error(run, selection.value().internal_error);
  return write_formats(run, arguments, status_of(run, selection.value(), arguments.fail_on), world);
}

}  // namespace sbatchlint::cli
