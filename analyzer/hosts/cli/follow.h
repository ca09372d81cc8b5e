// What a script sources or runs, read where it may be.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "hosts/cli/inputs.h"
#include "hosts/world/world.h"
#include "site/site.h"

namespace sbatchlint::cli {

// CheckOptions::read_beside for a script. A relative path counts from the script's folder, and where there is no such
// file from the current one, which is where the job would be submitted. Only files that lie in these two folders or in
// one of the site's `[scripts] folders` are read, symbolic links resolved, and none above 128 KiB. `input`, `site` and
// `world` have to outlive it.
[[nodiscard]] std::function<std::optional<std::string>(std::string_view)> reader_beside(const Input& input,
                                                                                        const Site& site,
                                                                                        const World& world);

}  // namespace sbatchlint::cli
