#include "hosts/cli/site_files.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

#include "site/builtin.h"

namespace sbatchlint::cli {
namespace {

constexpr std::size_t kLargestProfile = std::size_t{8} << 20U;
constexpr std::string_view kSuffix = ".toml";

bool is_file_name(std::string_view site) { return site.find('/') != std::string_view::npos || site.ends_with(kSuffix); }

Result<SiteFile> read_file(const std::string& path, const World& world) {
  Result<std::string> toml = world.read_file(path, kLargestProfile);
  if (!toml) {
    return Error{.message = "cannot read the site profile `" + path + "`: " + toml.error().message, .place = {}};
  }
  return SiteFile{.name = path, .toml = std::move(toml).value(), .origin = path};
}

std::string in_folder(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + "/" + name;
}

}  // namespace

std::optional<std::string> machine_site(const World& world) {
  const std::string program = world.program();
  const std::size_t name = program.rfind('/');
  const std::string folder = program.substr(0, name == std::string::npos ? 0 : name);
  if (constexpr std::string_view kPrograms = "/bin"; folder.ends_with(kPrograms)) {
    std::string own = folder.substr(0, folder.size() - kPrograms.size()) + "/etc/sbatchlint/site.toml";
    if (world.kind(own) != FileKind::Missing) return own;
  }
  if (world.kind(std::string(kMachineSite)) != FileKind::Missing) return std::string(kMachineSite);
  return std::nullopt;
}

std::vector<std::string> site_folders(const World& world) {
  std::vector<std::string> folders;
  const std::string listed = world.environment("SBATCHLINT_SITE_PATH").value_or("");
  for (std::size_t at = 0; at <= listed.size();) {
    const std::size_t colon = std::min(listed.find(':', at), listed.size());
    if (colon > at) folders.push_back(listed.substr(at, colon - at));
    at = colon + 1;
  }
  const std::string config = world.environment("XDG_CONFIG_HOME").value_or("");
  const std::string home = world.environment("HOME").value_or("");
  if (!config.empty()) {
    folders.push_back(config + "/sbatchlint/sites");
  } else if (!home.empty()) {
    folders.push_back(home + "/.config/sbatchlint/sites");
  }
  folders.emplace_back("/etc/sbatchlint/sites");
  return folders;
}

Result<SiteFile> find_site(const std::string& name, const World& world) {
  if (is_file_name(name)) return read_file(name, world);
  for (const std::string& folder : site_folders(world)) {
    const std::string path = in_folder(folder, name + std::string(kSuffix));
    if (world.kind(path) == FileKind::Regular) return read_file(path, world);
  }
  const auto sites = builtin_sites();
  const auto found = std::ranges::find(sites, name, &BuiltinSite::name);
  if (found != sites.end()) return SiteFile{.name = name, .toml = std::string(found->toml), .origin = "built in"};
  return Error{.message = no_such_site(name), .place = {}};
}

Result<Site> read_site(const SiteFile& file, const World& world) {
  const std::size_t slash = file.origin.rfind('/');
  const std::string folder = slash == std::string::npos ? std::string() : file.origin.substr(0, slash);
  const auto inherited = [&](std::string_view name) -> Result<std::string> {
    const bool beside = is_file_name(name) && !name.starts_with('/');
    auto found = find_site(beside ? in_folder(folder, std::string(name)) : std::string(name), world);
    if (!found) return found.error();
    return std::move(found.value().toml);
  };
  return parse_site(file.toml, file.name, inherited);
}

Result<Site> load_site(const std::string& name, const World& world) {
  // Known without being read, unless somebody has put a file in its place.
  if (name == "generic") return load_builtin_site(name);
  const auto file = find_site(name, world);
  if (!file) return file.error();
  return read_site(file.value(), world);
}

std::vector<SiteFile> all_sites(const World& world) {
  std::map<std::string, SiteFile> by_name;
  for (const std::string& folder : site_folders(world)) {
    if (world.kind(folder) != FileKind::Directory) continue;
    const auto entries = world.list_directory(folder);
    if (!entries) continue;
    for (const DirectoryEntry& entry : entries.value()) {
      if (!entry.name.ends_with(kSuffix) || entry.name.ends_with(".facts.toml")) continue;
      const std::string name = entry.name.substr(0, entry.name.size() - kSuffix.size());
      auto file = read_file(in_folder(folder, entry.name), world);
      if (file) by_name.emplace(name, std::move(file).value());
    }
  }
  for (const BuiltinSite& site : builtin_sites()) {
    by_name.emplace(site.name,
                    SiteFile{.name = std::string(site.name), .toml = std::string(site.toml), .origin = "built in"});
  }
  std::vector<SiteFile> all;
  for (auto& [name, file] : by_name) {
    file.name = name;
    all.push_back(std::move(file));
  }
  return all;
}

}  // namespace sbatchlint::cli
