// A project's configuration, `.sbatchlint.toml`: what docs/configuration.md describes. Rules are named by text here:
// the engine, which knows them, stands to the right of this layer.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace sbatchlint {

// A value and who gave it: "FILE:LINE".
template <typename T>
struct Configured {
  T value{};
  std::string origin;
};

// `[levels]`: a rule (code, name or group) and "error", "warning", "note" or "off".
struct ConfiguredLevel {
  std::string rule;
  std::string level;
  std::string origin;
};

// `[per-path-ignores]`: what is not looked for in the files that a pattern names, as a `.gitignore` in `folder` would.
struct PathIgnores {
  std::string folder;
  std::string pattern;
  std::vector<std::string> rules;
  std::string origin;
};

struct Config {
  std::vector<std::string> files;               // that were read, the one that counts most last
  std::optional<Configured<std::string>> site;  // a built-in name, or a file's path with the folder put in front
  std::optional<Configured<std::string>> slurm_version;
  std::optional<Configured<std::string>> fail_on;   // "error", "warning", "note" or "never"
  std::optional<Configured<std::string>> baseline;  // a path, as `site`
  std::optional<Configured<bool>> pedantic;
  std::optional<Configured<bool>> require_reason;
  std::optional<Configured<std::vector<std::string>>> select;
  std::optional<Configured<std::vector<std::string>>> ignore;
  std::vector<ConfiguredLevel> levels;  // the last one that names a rule counts
  std::vector<PathIgnores> path_ignores;
  std::vector<Configured<std::string>> extends;  // paths, still to be read; empty in what load_config returns
};

// Reads one file. Strict: an unknown key, a wrong type or word is an error whose message begins with `FILE:LINE: ` and
// offers the nearest name. `path` is the file's, and what its origins say.
[[nodiscard]] Result<Config> parse_config(std::string_view toml, const std::string& path);

using ReadFile = std::function<Result<std::string>(const std::string& path)>;

// Reads a file and what it `extends`, which counts less; a circle is an error. Paths in a file start from its folder.
[[nodiscard]] Result<Config> load_config(const std::string& path, const ReadFile& read);

// `inner` over `outer`: a value or list replaces, levels and ignores per path are added behind.
[[nodiscard]] Config merged(Config outer, Config inner);

}  // namespace sbatchlint
