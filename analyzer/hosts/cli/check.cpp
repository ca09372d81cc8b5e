// sbatchlint check: collects the files, lints them, writes what was found.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <span>
#include <thread>
#include <utility>

#include "hosts/cli/commands.h"
#include "hosts/cli/fixing.h"
#include "hosts/cli/inputs.h"
#include "hosts/cli/reports.h"
#include "hosts/cli/submit.h"
#include "hosts/cli/version.h"
#include "lint/engine.h"

namespace sbatchlint::cli {
namespace {

constexpr std::size_t kFilesPerThread = 16;  // fewer do not pay for a thread

// Why a run cannot begin.
template <typename T>
const Error* error_of(const Result<T>& result) {
  return result ? nullptr : &result.error();
}

std::optional<CheckedFile> check_input(const Input& input, const CheckArguments& arguments, const CheckOptions& options,
                                       const World& world) {
  Result<std::optional<SourceText>> text = read_input(input, arguments.max_file_size, world);
  if (!text) return CheckedFile{.result = unreadable(input.name, text.error().message, options)};
  if (!text.value()) return std::nullopt;
  if (arguments.fix == FixMode::None) return CheckedFile{.result = check(std::move(*text.value()), options)};
  return check_and_fix(input, *text.value(), arguments, options, world);
}

unsigned wanted_threads(const CheckArguments& arguments, const World& world) {
  return arguments.jobs == 0 ? world.processors() : arguments.jobs;
}

// A result for each input, none where it is no batch script. Every thread takes the next input that nobody has.
std::vector<std::optional<CheckedFile>> check_all(std::span<const Input> inputs, const CheckArguments& arguments,
                                                  const CheckOptions& options, const World& world) {
  std::vector<std::optional<CheckedFile>> results(inputs.size());
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

// The folders among the arguments that gave no script: said, since a misspelt path would look like a clean run.
void name_empty_folders(const std::vector<std::string>& paths, std::span<const Input> inputs,
                        std::span<const std::optional<CheckedFile>> results, const World& world) {
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
  std::vector<std::optional<CheckedFile>> results = check_all(inputs, arguments, options, world);
  name_empty_folders(paths, inputs, results, world);

  std::vector<CatalogEntry> ran;
  for (const SelectedRule& rule : selection.value().rules) ran.push_back({.rule = rule.rule, .page = rule.page});
  RunResult run{.version = std::string(kVersion), .site = site.name, .files = {}, .catalog = ran};
  for (std::optional<CheckedFile>& result : results) {
    if (result) run.files.push_back(std::move(result->result));
  }
  if (run.files.empty()) return kFailed;
  run.internal_error = has_engine_error(run, selection.value().internal_error);
  const int status = status_of(run, selection.value(), arguments.fail_on);
  const int fixed = write_fixed(results, arguments, status, world);
  return std::max(fixed, write_reports(run, arguments, status, world));
}

}  // namespace sbatchlint::cli
