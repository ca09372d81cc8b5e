// A case of the conformance suite: a submission, and what we make of it. The same for recorded and for live ones.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "options/release.h"
#include "slurm/request.h"
#include "text/source_text.h"

namespace sbatchlint::conformance {

// `lines` stand between `#!/bin/bash` and a command; or there is a whole `script` (`script_b64` where it is no text).
// `args` precede it on the command line, `files` lie beside it.
struct Case {
  std::string id;
  SourceText script;
  std::vector<std::string> arguments;
  std::vector<std::pair<std::string, std::string>> environment;
  std::vector<SideFile> files;
};

[[nodiscard]] Case read_case(const nlohmann::json& object);

// The moment that times relative to now count from. The recorded cases were asked within ten minutes of it.
inline constexpr std::int64_t kRecordedAt = 1795402200;  // 2026-11-23T02:50:00Z

// Submitted as an ordinary user, to a cluster with GresTypes=gpu and without accounting.
[[nodiscard]] Request answer(const Case& submission, Release release, std::int64_t now);

// What sbatch would say first, with its prefix; empty where nothing.
[[nodiscard]] std::string first_line(const Request& request);

}  // namespace sbatchlint::conformance
