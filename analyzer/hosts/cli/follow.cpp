#include "hosts/cli/follow.h"

#include <cstddef>
#include <utility>
#include <vector>

namespace sbatchlint::cli {
namespace {

constexpr std::size_t kLargestFollowed = std::size_t{128} << 10U;

// "jobs/" of "jobs/a.sh", "" of "a.sh"
std::string folder_prefix(const std::string& path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash + 1);
}

std::vector<std::string> readable_folders(const std::string& folder, const Site& site, const World& world) {
  std::vector<std::string> roots;
  const auto add = [&](const std::string& path) {
    if (auto root = world.absolute(path)) roots.push_back(std::move(*root));
  };
  add(folder.empty() ? "." : folder);
  if (!folder.empty()) add(".");
  for (const std::string& path : site.script_folders) add(path);
  return roots;
}

}  // namespace

std::function<std::optional<std::string>(std::string_view)> reader_beside(const Input& input, const Site& site,
                                                                          const World& world) {
  // The folders are looked up when the first file is asked for: most scripts ask for none.
  return [folder = folder_prefix(input.path), roots = std::optional<std::vector<std::string>>(), &site,
          &world](std::string_view path) mutable -> std::optional<std::string> {
    if (path.empty() || path.front() == '~') return std::nullopt;
    const bool absolute = path.front() == '/';
    const auto read = [&](const std::string& file) -> std::optional<std::string> {
      // Most files that scripts source are not here.
      if (world.kind(file) != FileKind::Regular) return std::nullopt;
      if (!roots) roots = readable_folders(folder, site, world);
      Result<std::string> text = world.read_below(file, *roots, kLargestFollowed);
      return text ? std::optional(std::move(text).value()) : std::nullopt;
    };
    if (absolute) return read(std::string(path));
    std::optional<std::string> text = read(folder + std::string(path));
    return text || folder.empty() ? std::move(text) : read(std::string(path));
  };
}

}  // namespace sbatchlint::cli
