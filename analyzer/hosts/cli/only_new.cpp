#include "hosts/cli/only_new.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>
#include <vector>

#include "hosts/cli/commands.h"
#include "hosts/cli/git.h"
#include "lint/baseline.h"
#include "lint/changed_lines.h"
#include "output/uri.h"

namespace sbatchlint::cli {
namespace {

constexpr std::size_t kLargestBaseline = std::size_t{64} << 20U;

Error failed(std::string message) { return {.message = std::move(message), .place = {}}; }

// The files' names in a baseline: from its folder where they lie below, else absolute.
std::vector<std::string> paths_from(const std::string& baseline, const RunResult& run, const World& world) {
  const std::string here = world.absolute(".").value_or("");
  std::string folder = lexical_path(here, baseline);
  folder.resize(folder.rfind('/'));
  std::vector<std::string> paths;
  for (const FileResult& file : run.files) {
    const std::string path = lexical_path(here, file.source.name());
    const std::string_view below = path_below(folder.empty() ? "/" : folder, path);
    paths.emplace_back(below.empty() ? path : below);
  }
  return paths;
}

// Paths of a baseline start from its folder.
void add_settled(RunResult& run, const Baseline& stale, const std::string& file) {
  const std::string folder = file.substr(0, file.rfind('/') + 1);
  for (const BaselineEntry& entry : stale) {
    const std::string path = entry.path.starts_with('/') ? entry.path : folder + entry.path;
    run.settled.push_back({.path = path, .code = entry.code, .fingerprint = entry.fingerprint, .count = entry.count});
  }
}

std::string counted(std::size_t count, const std::string& what) {
  return std::to_string(count) + " " + what + (count == 1 ? "" : "s");
}

std::optional<Error> use_baseline(RunResult& run, const std::string& file, const std::vector<bool>& files, bool quiet,
                                  const World& world) {
  const Result<std::string> json = world.read_file(file, kLargestBaseline);
  if (!json) return failed("cannot read the baseline `" + file + "`: " + json.error().message);
  const Result<Baseline> baseline = parse_baseline(json.value());
  if (!baseline) return failed("cannot use the baseline `" + file + "`: " + baseline.error().message);
  std::vector<std::string> paths = paths_from(file, run, world);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    if (!files[i]) paths[i].clear();
  }
  const Baseline stale = apply_baseline(baseline.value(), paths, run);
  add_settled(run, stale, file);
  std::size_t count = 0;
  for (const BaselineEntry& entry : stale) count += entry.count;
  if (count > 0 && !quiet) {
    complain(counted(count, "finding") + " of the baseline `" + file + "` " + (count == 1 ? "is" : "are") +
                 " settled, the first in `" + stale.front().path + "` (" + stale.front().code +
                 "): --write-baseline takes " + (count == 1 ? "it" : "them") + " out",
             world);
  }
  return std::nullopt;
}

std::optional<Error> keep_since(RunResult& run, const std::string& revision, const World& world) {
  auto root = ask_git({"rev-parse", "--show-toplevel"}, world);
  // The revision is asked for by itself first: a name that begins with a dash is no option then.
  const auto commit = ask_git({"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"}, world);
  if (!root || !commit) {
    return failed("git cannot tell what changed since `" + revision +
                  "`: it has to be a revision, and this folder part of a repository");
  }
  const std::string hash = commit->substr(0, commit->find('\n'));
  const auto diff = git_diff(hash, world);
  const auto fresh = ask_git({"ls-files", "-z", "--others", "--exclude-standard", "--full-name", ":/"}, world);
  if (!diff || !fresh) return failed("git cannot tell what changed since `" + revision + "`");
  root->resize(root->find('\n'));
  const ChangedLines changed = read_changed_lines(*diff);
  const std::string here = world.absolute(".").value_or("");
  const std::string reason = "not changed since " + revision;
  for (FileResult& file : run.files) {
    const std::string path(path_below(*root, lexical_path(here, file.source.name())));
    const bool is_new = ('\0' + *fresh).find('\0' + path + '\0') != std::string::npos;
    const auto lines = changed.find(path);
    if (is_new || path.empty()) continue;
    keep_changed(file, lines == changed.end() ? std::vector<LineRange>() : lines->second, reason);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> keep_new(RunResult& run, const CheckArguments& arguments,
                              const std::vector<std::optional<std::string>>& configured, const World& world) {
  std::map<std::string, std::vector<bool>> baselines;  // and the files that they are for
  for (std::size_t i = 0; i < run.files.size() && !arguments.write_baseline; ++i) {
    const std::optional<std::string>& file = arguments.baseline ? arguments.baseline : configured[i];
    if (!file) continue;
    auto& files = baselines[*file];
    files.resize(run.files.size(), false);
    files[i] = true;
  }
  for (const auto& [file, files] : baselines) {
    if (auto error = use_baseline(run, file, files, arguments.quiet, world)) return error;
  }
  return arguments.since ? keep_since(run, *arguments.since, world) : std::nullopt;
}

int write_baseline(const RunResult& run, const std::string& file, const World& world) {
  const Baseline baseline = baseline_of(run, paths_from(file, run, world));
  if (const auto error = world.write_file(file, baseline_text(baseline))) {
    return complain("cannot write the baseline `" + file + "`: " + error->message, world);
  }
  std::size_t count = 0;
  for (const BaselineEntry& entry : baseline) count += entry.count;
  world.err("sbatchlint: " + counted(count, "finding") + " written to `" + file + "`\n");
  return kClean;
}

}  // namespace sbatchlint::cli
