#include "hosts/cli/grade_inputs.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "hosts/archive/read_archive.h"
#include "hosts/cli/inputs.h"
#include "site/command_pattern.h"

namespace sbatchlint::cli {
namespace {

constexpr std::size_t kLargestArchive = std::size_t{512} << 20U;
constexpr std::size_t kLargestInnerArchive = std::size_t{32} << 20U;
constexpr std::size_t kInnerUnpacked = std::size_t{64} << 20U;
constexpr std::size_t kDeepestFolder = 16;
constexpr std::size_t kDeepestArchive = 3;
constexpr std::size_t kMostFiles = 500'000;
constexpr std::size_t kHeadBytes = std::size_t{64} * 1024;
constexpr std::array<std::string_view, 7> kScriptSuffixes = {".sh",   ".sbatch", ".slurm", ".slm",
                                                             ".bash", ".job",    ".sl"};

std::string joined_path(const std::string& folder, std::string_view name) {
  return folder.empty() ? std::string(name) : folder + "/" + std::string(name);
}

class ContainerReader {
 public:
  ContainerReader(const Rubric& rubric, std::size_t max_file_size, const World& world)
      : rubric_(rubric), max_file_size_(max_file_size), world_(world) {}

  Container read(const std::string& path) {
    container_.name = path;
    switch (world_.kind(path)) {
      case FileKind::Directory: read_folder(path, {}, 0); break;
      case FileKind::Regular: read_single(path); break;
      case FileKind::Missing: container_.trouble = "there is no such file or folder"; break;
      case FileKind::Other: container_.trouble = "it is no regular file"; break;
    }
    return std::move(container_);
  }

 private:
  void read_single(const std::string& path) {
    if (!is_archive_name(path)) {
      container_.is_file = true;
      add_file(path, std::string(base_name(path)), true);
      return;
    }
    container_.is_archive = true;
    const auto bytes = world_.read_file(path, kLargestArchive);
    if (!bytes) {
      container_.trouble = bytes.error().message;
      return;
    }
    container_.trouble = add_archive(bytes.value(), {}, 1, {.one_file = max_file_size_});
  }

  // NOLINTNEXTLINE(misc-no-recursion): no deeper than kDeepestFolder
  void read_folder(const std::string& path, const std::string& inside, std::size_t depth) {
    const auto entries = world_.list_directory(path);
    if (!entries || depth > kDeepestFolder) {
      const std::string why = entries ? "it is too deep" : entries.error().message;
      if (inside.empty()) container_.trouble = why;
      if (!inside.empty()) container_.files.push_back({.path = inside, .is_folder = true, .trouble = why});
      return;
    }
    if (!inside.empty()) container_.files.push_back({.path = inside, .is_folder = true});
    for (const DirectoryEntry& entry : entries.value()) {
      if (container_.files.size() > kMostFiles) {
        container_.trouble = fmt::format("it has more than {} files", kMostFiles);
        return;
      }
      const std::string file = joined_path(path, entry.name);
      const std::string name = joined_path(inside, entry.name);
      switch (entry.kind) {
        case FileKind::Directory: read_folder(file, name, depth + 1); break;
        case FileKind::Regular: add_file(file, name, false); break;
        case FileKind::Missing:
        case FileKind::Other:
          container_.files.push_back({.path = name,
                                      .is_script_name = is_script_name(name),
                                      .trouble = "it is a symbolic link, or no regular file"});
      }
    }
  }

  void add_file(const std::string& path, const std::string& name, bool given) {
    if (is_archive_name(name)) {
      const auto bytes = world_.read_file(path, kLargestInnerArchive);
      FoundFile folder{.path = name, .is_folder = true, .trouble = bytes ? std::string() : bytes.error().message};
      container_.files.push_back(std::move(folder));
      if (bytes) open_inside(bytes.value(), name, 1);
      return;
    }
    FoundFile file{.path = name, .is_script_name = given || is_script_name(name), .modified = world_.modified(path)};
    bool wanted = file.is_script_name;
    if (!wanted) {
      const auto head = world_.read_head(path, kHeadBytes);
      if (!head) file.trouble = head.error().message;
      wanted = head && looks_like_batch_script({}, head.value());
    }
    if (wanted) {
      auto bytes = world_.read_file(path, max_file_size_);
      if (bytes) {
        keep(file, std::move(bytes).value());
      } else {
        file.trouble = bytes.error().message;
      }
    }
    container_.files.push_back(std::move(file));
  }

  // An archive inside of something: what is wrong with it is said of it alone.
  // NOLINTNEXTLINE(misc-no-recursion): no deeper than kDeepestArchive
  void open_inside(std::string_view bytes, const std::string& name, std::size_t depth) {
    const std::size_t place = container_.files.size() - 1;
    std::string trouble = add_archive(bytes, name, depth + 1,
                                      {.entries = 10'000, .unpacked = kInnerUnpacked, .one_file = max_file_size_});
    container_.files[place].trouble = std::move(trouble);
  }

  // The files of an archive; why it could not be read to its end, or nothing.
  // NOLINTNEXTLINE(misc-no-recursion)
  std::string add_archive(std::string_view bytes, const std::string& inside, std::size_t depth,
                          const ArchiveLimits& limits) {
    if (depth > kDeepestArchive) return "it is an archive in an archive in an archive";
    ArchiveContent content = read_archive(bytes, limits);
    for (ArchiveEntry& entry : content.entries) {
      FoundFile file{.path = joined_path(inside, entry.path),
                     .is_folder = entry.is_folder,
                     .is_script_name = is_script_name(entry.path),
                     .trouble = entry.trouble,
                     .modified = entry.modified};
      const bool is_archive = !entry.is_folder && file.trouble.empty() && is_archive_name(entry.path);
      if (is_archive) {
        file.is_folder = true;
        const std::string name = file.path;
        container_.files.push_back(std::move(file));
        open_inside(entry.bytes, name, depth);
        continue;
      }
      const bool readable = !entry.is_folder && file.trouble.empty();
      if (readable && (file.is_script_name || looks_like_batch_script({}, head_of(entry.bytes)))) {
        keep(file, std::move(entry.bytes));
      }
      container_.files.push_back(std::move(file));
    }
    return content.trouble;
  }

  static std::string_view head_of(std::string_view bytes) { return bytes.substr(0, kHeadBytes); }

  // Text stays; what no shell would read is said.
  static void keep(FoundFile& file, std::string bytes) {
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
      file.trouble = "it is UTF-16, which neither sbatch nor a shell reads: it has to be saved as UTF-8";
    } else if (bytes.find('\0') != std::string::npos) {
      file.trouble = "it is binary, not a script";
    } else {
      file.bytes = std::move(bytes);
    }
  }

  [[nodiscard]] bool is_script_name(std::string_view path) const {
    const std::string_view name = base_name(path);
    if (std::ranges::any_of(kScriptSuffixes, [name](std::string_view suffix) { return name.ends_with(suffix); })) {
      return true;
    }
    return std::ranges::any_of(rubric_.tasks, [&](const RubricTask& task) {
      return std::ranges::any_of(task.scripts, [&](const std::string& wanted) {
        return matches_glob(wanted, name) || matches_glob(wanted, path);
      });
    });
  }

  const Rubric& rubric_;
  std::size_t max_file_size_;
  const World& world_;
  Container container_;
};

}  // namespace

Container read_container(const std::string& path, const Rubric& rubric, std::size_t max_file_size, const World& world) {
  return ContainerReader(rubric, max_file_size, world).read(path);
}

}  // namespace sbatchlint::cli
