#include "hosts/cli/grading.h"

#include <algorithm>
#include <atomic>
#include <span>
#include <thread>
#include <utility>

#include "hosts/cli/version.h"
#include "lint/engine.h"

namespace sbatchlint::cli {
namespace {

constexpr std::size_t kLargestRubric = std::size_t{1} << 20U;
constexpr std::size_t kScriptsPerThread = 16;

// One script to analyse, and where its submission is.
struct ScriptTask {
  std::size_t submission = 0;
  std::size_t file = 0;
};

// What the script sources or runs from its own folder, if it was handed in as well.
std::optional<std::string> file_beside(const Submission& submission, std::string_view script, std::string_view path) {
  if (path.empty() || path.front() == '/' || path.find("..") != std::string_view::npos) return std::nullopt;
  if (path.starts_with("./")) path.remove_prefix(2);
  const std::string wanted = std::string(script.substr(0, script.rfind('/') + 1)) + std::string(path);
  const auto found = std::ranges::find(submission.files, wanted, &FoundFile::path);
  return found == submission.files.end() ? std::nullopt : found->bytes;
}

// Rules that a rubric names run, whatever the site or their default says.
std::vector<LevelOverride> named_rules(const Rubric& rubric) {
  std::vector<LevelOverride> levels;
  for (const RubricTask& task : rubric.tasks) {
    for (const Criterion& criterion : task.criteria) {
      for (const std::string& selector : criterion.rules) {
        const CatalogEntry* entry = find_rule(catalog(), selector);
        if (entry == nullptr) continue;
        levels.push_back({.selector = selector, .level = std::max(entry->rule->level, Level::Note)});
      }
    }
  }
  return levels;
}

// A site's file is named from the rubric's folder.
std::string site_of(const Rubric& rubric) {
  const bool is_file = rubric.site.ends_with(".toml") && !rubric.site.starts_with('/');
  if (!is_file) return rubric.site;
  const std::size_t slash = rubric.file.rfind('/');
  return (slash == std::string::npos ? std::string("./") : rubric.file.substr(0, slash + 1)) + rubric.site;
}

}  // namespace

std::optional<Error> Grading::load(const std::string& rubric_path) {
  const auto toml = world_.read_file(rubric_path, kLargestRubric);
  if (!toml) return Error{.message = "cannot read `" + rubric_path + "`: " + toml.error().message, .place = {}};
  Result<Rubric> rubric = parse_rubric(toml.value(), rubric_path);
  if (!rubric) return rubric.error();
  rubric_ = std::move(rubric).value();
  if (!rubric_.site.empty()) {
    const std::string site = site_of(rubric_);
    if (check_.submit.site && *check_.submit.site != site && *check_.submit.site != rubric_.site) {
      return Error{
          .message = "the rubric is for the site `" + rubric_.site + "`, not for `" + *check_.submit.site + "`",
          .place = {}};
    }
    check_.submit.site = site;
  }
  if (!rubric_.slurm_version.empty() && !check_.submit.slurm_version) {
    check_.submit.slurm_version = rubric_.slurm_version;
  }
  // Grades do not depend on the day: the clock stands at the end of the time for it, or is not known.
  if (!check_.submit.now) check_.submit.now = std::to_string(rubric_.late ? rubric_.late->due : 0);
  check_.config.none = true;
  check_.selection.levels = named_rules(rubric_);
  planner_ = std::make_unique<Planner>(check_, world_);
  const Result<const Plan*> plan = planner_->plan_for("rubric");
  if (!plan) return plan.error();
  plan_ = plan.value();
  return check_rules(rubric_, plan_->catalog->entries());
}

Result<Gradebook> Grading::grade(std::vector<Submission> submissions, const Overrides& overrides, unsigned threads,
                                 const std::function<void(std::size_t, std::size_t)>& progress) {
  std::vector<AnalysedSubmission> analysed;
  std::vector<ScriptTask> tasks;
  for (Submission& submission : submissions) {
    const std::vector<bool> wanted = wanted_scripts(submission, rubric_);
    AnalysedSubmission each{.submission = std::move(submission), .scripts = {}};
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      if (wanted[i]) tasks.push_back({.submission = analysed.size(), .file = i});
      each.scripts.push_back(wanted[i] ? std::optional(tasks.size() - 1) : std::nullopt);
    }
    analysed.push_back(std::move(each));
  }
  run_ = {.version = std::string(kVersion), .site = plan_->site.site.name, .catalog = plan_->catalog->entries()};
  run_.files.resize(tasks.size());
  std::atomic<std::size_t> next = 0;
  const auto work = [&](bool tells) {
    for (std::size_t i = next++; i < tasks.size(); i = next++) {
      const Submission& submission = analysed[tasks[i].submission].submission;
      const FoundFile& file = submission.files[tasks[i].file];
      CheckOptions options = plan_->options;
      options.summarise = true;
      options.read_beside = [&submission, &file](std::string_view path) {
        return file_beside(submission, file.path, path);
      };
      run_.files[i] = check(SourceText(file.path, *file.bytes), options);
      if (tells) progress(std::min(next.load(), tasks.size()), tasks.size());
    }
  };
  {
    const std::size_t worth = std::max<std::size_t>(1, tasks.size() / kScriptsPerThread);
    std::vector<std::jthread> others;
    for (std::size_t i = 1; i < std::min<std::size_t>(worth, threads); ++i) others.emplace_back(work, false);
    work(true);
  }
  return grade_course(rubric_, run_, std::move(analysed), overrides);
}

}  // namespace sbatchlint::cli
