// SB701 log-directory-missing. Why, and examples: the page beside this file.
#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace sbatchlint::rules {
namespace {

std::string_view without_dot_slash(std::string_view path) {
  while (path.starts_with("./")) path.remove_prefix(2);
  while (path.ends_with('/')) path.remove_suffix(1);
  return path;
}

bool always_exists(std::string_view directory) {
  return directory.empty() || directory.find_first_not_of("./") == std::string_view::npos;
}

// The relative directory that a log name needs; nothing where it needs none, or where another rule speaks (`$X`, `~`).
std::optional<std::string_view> needed_directory(std::string_view log) {
  if (log.starts_with('/') || log.starts_with('~') || log.find_first_of("$`\\<[{") != std::string_view::npos) return {};
  const std::size_t slash = log.rfind('/');
  if (slash == std::string_view::npos) return {};
  const std::string_view directory = without_dot_slash(log.substr(0, slash));
  if (always_exists(directory)) return {};
  return directory;
}

// A `mkdir` of the job that makes this very directory, or one below it, before the job goes elsewhere.
const Command* maker_of(const Job& job, std::string_view directory) {
  for (const Call& call : job.calls()) {
    if (call.invocation().name == "cd" || call.invocation().name == "pushd") return nullptr;
    if (call.invocation().name != "mkdir") continue;
    for (const Word& word : call.invocation().args) {
      const std::string_view made = without_dot_slash(word.text);
      if (word.known() && (made == directory || made.starts_with(std::string(directory) + "/"))) return call.command;
    }
  }
  return nullptr;
}

struct NeededLog {
  const Word* log = nullptr;
  std::string_view directory;
};

std::optional<NeededLog> needed_log(const Component& part, std::string_view option) {
  const OptionUse* use = part.effective(option);
  if (use == nullptr || !use->parsed.value || !use->parsed.value->known() || use->parsed.value->span.empty()) return {};
  const std::optional<std::string_view> directory = needed_directory(use->parsed.value->text);
  if (!directory) return {};
  return NeededLog{.log = &*use->parsed.value, .directory = *directory};
}

void report_log(const Job& job, const Word& log, std::string_view directory, Report& report) {
  if (const Command* mkdir = maker_of(job, directory)) {
    report.at(log.span, "`{}` is opened before the script runs: `mkdir` comes too late", log.text)
        .level(Level::Error)
        .related(mkdir->span, "the directory is made here")
        .help(concat("create `", directory, "` before you submit"));
    return;
  }
  report.at(log.span, "Slurm before 23.02 does not create `{}`: without it the job fails and leaves no log", directory)
      .help(concat("create it before you submit: mkdir -p ", directory));
}

// Silent without a release: from 23.02 on Slurm creates the directory (26.05, slurmstepd; 22.05 does not).
void log_directory_missing(const Job& job, Report& report) {
  if (!job.request.release_known || job.request.release != Release::V22_05) return;
  // Log options belong to the whole job, not to one component.
  const Component& part = job.request.components.front();
  const std::optional<NeededLog> output = needed_log(part, "output");
  const std::optional<NeededLog> error = needed_log(part, "error");
  if (output) report_log(job, *output->log, output->directory, report);
  // One directory for both is said once.
  if (error && (!output || output->directory != error->directory))
    report_log(job, *error->log, error->directory, report);
}

}  // namespace

extern constinit const Rule SB701_log_directory_missing{
    .code = "SB701",
    .name = "log-directory-missing",
    .group = Group::Environment,
    .stage = Stage::Request,
    .level = Level::Warning,
    .fixes = Fixes::Never,
    .check = log_directory_missing,
};

}  // namespace sbatchlint::rules
