// The site and what sbatch would see beside a script, from the arguments and the world.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "hosts/cli/arguments.h"
#include "hosts/world/world.h"
#include "site/site.h"
#include "slurm/request.h"
#include "text/result.h"

namespace sbatchlint::cli {

// Where a choice came from, for `show config`: "--site", "SBATCHLINT_SITE", "machine", "default".
struct ChosenSite {
  Site site;
  std::string origin;
};

// --site, else SBATCHLINT_SITE, else the machine's (/etc/sbatchlint/site.toml), else `generic`. A name with a slash or
// the suffix `.toml` is a file.
[[nodiscard]] Result<ChosenSite> choose_site(const SubmitArguments& arguments, const World& world);

[[nodiscard]] Result<SubmitContext> submit_context(const SubmitArguments& arguments, const Site& site,
                                                   const World& world);

// Seconds since 1970 of `2026-11-23`, `2026-11-23T02:45` or `2026-11-23T02:45:00`, UTC, with or without a final `Z`; or
// of a plain number of seconds. Nothing for anything else.
[[nodiscard]] std::optional<std::int64_t> parse_utc(std::string_view text);

}  // namespace sbatchlint::cli
