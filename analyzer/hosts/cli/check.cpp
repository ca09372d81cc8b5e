// sbatchlint check: collects the files, lints them, writes what was found.
#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <span>
#include <string_view>
#include <thread>
#include <utility>

#include "hosts/cli/commands.h"
#include "hosts/cli/fixing.h"
#include "hosts/cli/follow.h"
#include "hosts/cli/inputs.h"
#include "hosts/cli/only_new.h"
#include "hosts/cli/plan.h"
#include "hosts/cli/progress.h"
#include "hosts/cli/reports.h"
#include "hosts/cli/version.h"
#include "lint/engine.h"
#include "options/release.h"

namespace sbatchlint::cli {
namespace {

constexpr std::size_t kBatch = 16;  // files that are checked together; fewer do not pay for a thread

// A file of the run and what it is held against.
struct Task {
  const Input* input = nullptr;
  const Plan* plan = nullptr;
};

CheckOptions options_of(const Task& task, const CheckArguments& arguments, const World& world) {
  CheckOptions options = task.plan->options;
  if (!arguments.no_follow && task.input->kind != InputKind::StandardInput) {
    options.read_beside = reader_beside(*task.input, task.plan->site.site, world);
  }
  return options;
}

// Files that are checked together.
struct Batch {
  std::vector<SourceText> texts;
  std::vector<CheckOptions> options;
  std::vector<std::size_t> tasks;  // of which task each is

  void check_into(std::vector<std::optional<CheckedFile>>& results) {
    std::vector<FileResult> checked = check(std::move(texts), options);
    for (std::size_t i = 0; i < checked.size(); ++i) results[tasks[i]] = CheckedFile{.result = std::move(checked[i])};
  }
};

// Checks a file, or leaves it to the batch.
std::optional<CheckedFile> check_input(std::size_t index, const Task& task, const CheckArguments& arguments,
                                       const World& world, Batch& batch) {
  const Input& input = *task.input;
  CheckOptions options = options_of(task, arguments, world);
  Result<std::optional<SourceText>> text = read_input(input, arguments.max_file_size, world);
  if (!text) return CheckedFile{.result = unreadable(input.name, text.error().message, options)};
  if (!text.value()) return std::nullopt;
  if (arguments.fix != FixMode::None) return check_and_fix(input, *text.value(), arguments, options, world);
  if (markup_of(*text.value(), arguments))
    return CheckedFile{.result = check_text(std::move(*text.value()), arguments, options)};
  batch.texts.push_back(std::move(*text.value()));
  batch.options.push_back(std::move(options));
  batch.tasks.push_back(index);
  return std::nullopt;
}

unsigned wanted_threads(const CheckArguments& arguments, const World& world) {
  return arguments.jobs == 0 ? world.processors() : arguments.jobs;
}

// A result for each task, none where it is no batch script. Every thread takes the next few that nobody has.
std::vector<std::optional<CheckedFile>> check_all(std::span<const Task> tasks, const CheckArguments& arguments,
                                                  const World& world) {
  std::vector<std::optional<CheckedFile>> results(tasks.size());
  std::atomic<std::size_t> next = 0;
  Progress progress(tasks.size(), arguments.quiet, world);
  const auto work = [&](Progress* told) {
    for (std::size_t first = next.fetch_add(kBatch); first < tasks.size(); first = next.fetch_add(kBatch)) {
      const std::size_t last = std::min(first + kBatch, tasks.size());
      if (told != nullptr) told->at(first);
      Batch batch;
      for (std::size_t i = first; i < last; ++i) results[i] = check_input(i, tasks[i], arguments, world, batch);
      batch.check_into(results);
      for (std::size_t i = first; i < last; ++i) {
        if (results[i]) results[i]->fail_on = tasks[i].plan->fail_on;
      }
    }
  };
  const std::size_t worth = tasks.size() / kBatch;
  const std::size_t threads = worth < 2 ? 1 : std::min<std::size_t>(worth, wanted_threads(arguments, world));
  {
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < threads; ++i) others.emplace_back(work, nullptr);
    work(&progress);
  }
  return results;
}

bool has_finding_of(const FileResult& file, std::string_view code) {
  return std::ranges::any_of(file.diagnostics, [code](const Diagnostic& d) { return d.rule->code == code; });
}

// `thresholds` are those of the run's files.
int status_of(const RunResult& run, std::span<const std::optional<Level>> thresholds) {
  int status = kClean;
  for (std::size_t i = 0; i < run.files.size(); ++i) {
    const FileResult& file = run.files[i];
    if (has_finding_of(file, "SB000") || has_finding_of(file, "SB001")) return kFailed;
    const auto counts = [&](const Diagnostic& d) { return thresholds[i] && d.level >= *thresholds[i]; };
    if (std::ranges::any_of(file.diagnostics, counts)) status = kFindings;
  }
  return status;
}

// The rules that ran in any of the plans, by code.
std::vector<CatalogEntry> rules_of(const Planner& planner) {
  std::map<std::string_view, CatalogEntry> by_code;
  for (const std::unique_ptr<Plan>& plan : planner.plans()) {
    for (const SelectedRule& rule : plan->selection.rules) {
      by_code.emplace(rule.rule->code, CatalogEntry{.rule = rule.rule, .page = rule.page});
    }
  }
  std::vector<CatalogEntry> rules;
  rules.reserve(by_code.size());
  for (const auto& [code, entry] : by_code) rules.push_back(entry);
  return rules;
}

// Those of the first plan that has the rule.
std::vector<ChangedLevel> changed_levels(const Planner& planner) {
  std::map<std::string_view, ChangedLevel> by_code;
  for (const std::unique_ptr<Plan>& plan : planner.plans()) {
    for (const SelectedRule& rule : plan->selection.rules) {
      by_code.emplace(rule.rule->code, ChangedLevel{.rule = rule.rule, .level = rule.level});
    }
  }
  std::vector<ChangedLevel> changed;
  for (const auto& [code, level] : by_code) {
    if (level.level != level.rule->level) changed.push_back(level);
  }
  return changed;
}

// "ai-cloud", or all of them where folders differ: "ai-cloud, lumi".
std::string sites_of(const Planner& planner) {
  std::set<std::string> names;
  for (const std::unique_ptr<Plan>& plan : planner.plans()) names.insert(plan->site.site.name);
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

// "24.11" where all files are held against that release, and it is known.
std::string release_of(const Planner& planner) {
  std::set<std::string_view> names;
  for (const std::unique_ptr<Plan>& plan : planner.plans()) {
    const std::optional<Release> release = plan->options.submit.release;
    names.insert(release ? release_name(*release) : std::string_view());
  }
  return std::string(names.size() == 1 ? *names.begin() : std::string_view());
}

// The arguments with the times of the run, by the clock that the rules saw too.
CheckArguments with_times(CheckArguments arguments, const Planner& planner, const World& world) {
  arguments.sarif.started = planner.plans().empty() ? world.now() : planner.plans()[0]->options.submit.now;
  arguments.sarif.ended = arguments.submit.now ? arguments.sarif.started : world.now();
  return arguments;
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
  const std::vector<std::string> here = {"."};
  const std::vector<std::string>& paths = arguments.paths.empty() ? here : arguments.paths;
  std::vector<Input> inputs = collect_inputs(paths, arguments.stdin_filename, world);
  for (Input& input : inputs) {
    if (arguments.if_any && input.kind == InputKind::Given) input.kind = InputKind::Found;
  }
  Planner planner(arguments, world);
  std::vector<Task> tasks;
  tasks.reserve(inputs.size());
  for (const Input& input : inputs) {
    const Result<const Plan*> plan = planner.plan_for(input.name);
    if (!plan) return complain(plan.error().message, world);
    tasks.push_back({.input = &input, .plan = plan.value()});
  }
  std::vector<std::optional<CheckedFile>> results = check_all(tasks, arguments, world);
  if (!arguments.if_any) name_empty_folders(paths, inputs, results, world);

  const std::vector<CatalogEntry> ran = rules_of(planner);
  RunResult run{.version = std::string(kVersion),
                .site = sites_of(planner),
                .slurm_version = release_of(planner),
                .files = {},
                .catalog = ran};
  std::vector<std::optional<Level>> thresholds;
  std::vector<std::optional<std::string>> baselines;
  for (std::size_t i = 0; i < results.size(); ++i) {
    std::optional<CheckedFile>& result = results[i];
    if (!result) continue;
    const auto& baseline = tasks[i].plan->config.baseline;
    baselines.push_back(baseline ? std::optional(baseline->value) : std::nullopt);
    run.internal_error = run.internal_error || has_finding_of(result->result, "SB000");
    run.files.push_back(std::move(result->result));
    thresholds.push_back(result->fail_on);
  }
  if (run.files.empty()) return arguments.if_any ? kClean : kFailed;
  if (const auto error = keep_new(run, arguments, baselines, world)) return complain(error->message, world);
  run.changed_levels = changed_levels(planner);
  const int status = status_of(run, thresholds);
  if (arguments.write_baseline && status != kFailed) return write_baseline(run, *arguments.write_baseline, world);
  const int fixed = write_fixed(results, arguments, status, world);
  if (!arguments.sarif_times) return write_reports(run, arguments, fixed, world);
  return write_reports(run, with_times(arguments, planner, world), fixed, world);
}

}  // namespace sbatchlint::cli
