// Where site profiles lie: built into the program, in folders of the user and of the machine, or in a file that is
// named.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "hosts/world/world.h"
#include "site/site.h"
#include "text/result.h"

namespace sbatchlint::cli {

// The profile of a machine that nobody has to name.
inline constexpr std::string_view kMachineSite = "/etc/sbatchlint/site.toml";

// Where it is: for a program that lies in PREFIX/bin, PREFIX/etc/sbatchlint/site.toml if that is there (a tree of
// software that several machines share), else kMachineSite; nothing where neither is.
[[nodiscard]] std::optional<std::string> machine_site(const World& world);

// A profile's text and where it is from: a path, or "built in".
struct SiteFile {
  std::string name;  // "ai-cloud", or the path
  std::string toml;
  std::string origin;
};

// Folders in which NAME.toml is the profile NAME, the first one first: those of SBATCHLINT_SITE_PATH (separated by
// colons), the user's (~/.config/sbatchlint/sites), the machine's (/etc/sbatchlint/sites). The built-in ones come last.
[[nodiscard]] std::vector<std::string> site_folders(const World& world);

// A name with a slash or the suffix `.toml` is a file; anything else is looked for.
[[nodiscard]] Result<SiteFile> find_site(const std::string& name, const World& world);

// The same, read. What it inherits is looked for likewise, files beside the one that names them.
[[nodiscard]] Result<Site> load_site(const std::string& name, const World& world);
[[nodiscard]] Result<Site> read_site(const SiteFile& file, const World& world);

// All that can be named, sorted by name; those that another one hides are left out.
[[nodiscard]] std::vector<SiteFile> all_sites(const World& world);

}  // namespace sbatchlint::cli
