#include "hosts/cli/git.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string_view>
#include <utility>

namespace sbatchlint::cli {
namespace {

constexpr std::string_view kFilter = "filter.";

// The filters that the configuration names, of a list that ends each entry with a NUL byte.
std::set<std::string> filters_in(std::string_view keys) {
  std::set<std::string> filters;
  while (!keys.empty()) {
    const std::size_t end = std::min(keys.find('\0'), keys.size());
    const std::string_view key = keys.substr(0, end);
    const std::size_t last = key.rfind('.');
    if (key.starts_with(kFilter) && last > kFilter.size()) {
      filters.emplace(key.substr(kFilter.size(), last - kFilter.size()));
    }
    keys.remove_prefix(std::min(end + 1, keys.size()));
  }
  return filters;
}

// Options that leave each filter without a command; nothing where one has a name that cannot be said as an option.
std::optional<std::vector<std::string>> without_filters(const World& world) {
  const auto keys = ask_git({"config", "-z", "--list", "--name-only"}, world);
  if (!keys) return std::nullopt;
  std::vector<std::string> options;
  for (const std::string& filter : filters_in(*keys)) {
    if (filter.find_first_of("=\n") != std::string::npos) return std::nullopt;
    for (const char* setting : {".clean=", ".smudge=", ".process=", ".required=false"}) {
      options.emplace_back("-c");
      options.push_back(std::string(kFilter) + filter + setting);
    }
  }
  return options;
}

}  // namespace

std::optional<std::string> ask_git(const std::vector<std::string>& words, const World& world) {
  // Objects that are missing would be fetched, by commands of the configuration: the variables outrank it.
  std::vector<std::string> command = {
      "env", "GIT_ALLOW_PROTOCOL=", "GIT_NO_LAZY_FETCH=1", "GIT_OPTIONAL_LOCKS=0", "git", "--no-pager",
      "-c",  "core.fsmonitor=false"};
  command.insert(command.end(), words.begin(), words.end());
  Result<std::string> said = world.run(command);
  if (!said) return std::nullopt;
  return std::move(said).value();
}

std::optional<std::string> git_diff(const std::string& commit, const World& world) {
  std::optional<std::vector<std::string>> words = without_filters(world);
  if (!words) return std::nullopt;
  for (const char* word : {"-c", "core.quotePath=false", "diff", "--unified=0", "--no-color", "--no-ext-diff",
                           "--no-textconv", "--ignore-submodules=all", "--src-prefix=a/", "--dst-prefix=b/"}) {
    words->emplace_back(word);
  }
  words->push_back(commit);
  words->emplace_back("--");
  return ask_git(*words, world);
}

}  // namespace sbatchlint::cli
