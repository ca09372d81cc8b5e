// The real world, by POSIX calls. Opens nothing but regular files: a pipe would block, a device may act.
#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <utility>

#include "hosts/world/posix_file.h"
#include "hosts/world/world.h"

namespace sbatchlint {
namespace {

using posix::Descriptor;
using posix::failed;
using posix::failed_with;
using posix::write_all;

// "8 MiB", "300 bytes"
std::string size_text(std::size_t bytes) {
  constexpr std::size_t kMebi = std::size_t{1} << 20U;
  if (bytes >= kMebi && bytes % kMebi == 0) return std::to_string(bytes / kMebi) + " MiB";
  return std::to_string(bytes) + " bytes";
}

FileKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return FileKind::Regular;
  return S_ISDIR(mode) ? FileKind::Directory : FileKind::Other;
}

// Up to `limit` bytes; `expected` is how many there probably are.
Result<std::string> read_up_to(int descriptor, std::size_t limit, std::size_t expected) {
  std::string bytes;
  std::size_t filled = 0;
  bytes.resize(std::min(limit, expected + 1));  // one more: the end shows without growing
  while (filled < limit) {
    if (filled == bytes.size()) bytes.resize(std::min(limit, std::max<std::size_t>(2 * filled, 4096)));
    const ssize_t got = ::read(descriptor, bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed_with(errno);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

FileKind file_kind(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? kind_of(status.st_mode) : FileKind::Missing;
}

enum class Part { Whole, Head };

Result<std::string> read_regular(const std::string& path, std::size_t limit, Part part) {
  // Looked at before it is opened: opening alone can have effects on a device. O_NONBLOCK and the second look guard
  // against an exchange in between.
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return failed_with(errno);
  if (S_ISDIR(status.st_mode)) return failed("it is a directory");
  if (!S_ISREG(status.st_mode)) return failed("it is no regular file");
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0) return failed_with(errno);
  if (!S_ISREG(status.st_mode)) return failed("it is no regular file");
  const auto size = static_cast<std::size_t>(status.st_size);
  if (part == Part::Head) return read_up_to(file.number(), limit, size);
  if (size <= limit) {
    Result<std::string> bytes = read_up_to(file.number(), limit + 1, size);
    if (!bytes || bytes.value().size() <= limit) return bytes;
  }
  return failed("it is larger than " + size_text(limit));
}

Result<std::string> read_standard_input(std::size_t limit) {
  Result<std::string> bytes = read_up_to(STDIN_FILENO, limit + 1, 0);
  if (bytes && bytes.value().size() > limit) return failed("it is larger than " + size_text(limit));
  return bytes;
}

FileKind entry_kind(const std::string& folder, const dirent& entry) {
  if (entry.d_type == DT_REG) return FileKind::Regular;
  if (entry.d_type == DT_DIR) return FileKind::Directory;
  if (entry.d_type != DT_UNKNOWN) return FileKind::Other;
  struct stat status {};
  const std::string path = folder + "/" + static_cast<const char*>(entry.d_name);
  return ::lstat(path.c_str(), &status) == 0 ? kind_of(status.st_mode) : FileKind::Other;
}

Result<std::vector<DirectoryEntry>> list_names(const std::string& path) {
  const std::unique_ptr<DIR, int (*)(DIR*)> folder(::opendir(path.c_str()), ::closedir);
  if (!folder) return failed_with(errno);
  std::vector<DirectoryEntry> entries;
  errno = 0;
  while (const dirent* entry = ::readdir(folder.get())) {
    const std::string_view name = static_cast<const char*>(entry->d_name);
    if (name != "." && name != "..") {
      entries.push_back({.name = std::string(name), .kind = entry_kind(path, *entry)});
    }
    errno = 0;
  }
  if (errno != 0) return failed_with(errno);
  std::ranges::sort(entries, {}, &DirectoryEntry::name);
  return entries;
}

std::optional<std::string> absolute_path(const std::string& path) {
  const std::unique_ptr<char, void (*)(void*)> resolved(::realpath(path.c_str(), nullptr), std::free);
  if (!resolved) return std::nullopt;
  return std::string(resolved.get());
}

std::optional<std::string> variable(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value == nullptr ? std::nullopt : std::optional<std::string>(value);
}

std::vector<std::pair<std::string, std::string>> variables_with(std::string_view prefix) {
  std::vector<std::pair<std::string, std::string>> found;
  for (char** at = environ; at != nullptr && *at != nullptr; ++at) {
    const std::string_view entry = *at;
    const std::size_t equals = entry.find('=');
    if (equals == std::string_view::npos || !entry.starts_with(prefix)) continue;
    found.emplace_back(entry.substr(0, equals), entry.substr(equals + 1));
  }
  return found;
}

std::optional<unsigned> columns(int descriptor) {
  struct winsize size {};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return std::nullopt;
  return size.ws_col;
}

// Those that this process may run on: a login node or a scheduler may grant few of many.
unsigned processors() {
  cpu_set_t granted;
  CPU_ZERO(&granted);
  if (::sched_getaffinity(0, sizeof granted, &granted) != 0) return 1;
  return static_cast<unsigned>(std::max(1, CPU_COUNT(&granted)));
}

}  // namespace

World posix_world() {
  World world;
  world.kind = file_kind;
  world.read_file = [](const std::string& path, std::size_t limit) { return read_regular(path, limit, Part::Whole); };
  world.read_head = [](const std::string& path, std::size_t limit) { return read_regular(path, limit, Part::Head); };
  world.read_input = read_standard_input;
  world.list_directory = list_names;
  world.absolute = absolute_path;
  world.write_file = posix::write_file;
  world.replace_file = posix::replace_file;
  world.write_program = posix::write_program;
  world.remove_file = posix::remove_file;
  world.run = posix::run_program;
  world.environment = variable;
  world.environment_with = variables_with;
  world.now = [] { return static_cast<std::int64_t>(std::time(nullptr)); };
  world.processors = processors;
  world.out = [](std::string_view text) { return write_all(STDOUT_FILENO, text); };
  world.err = [](std::string_view text) { return write_all(STDERR_FILENO, text); };
  world.out_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  if (world.out_is_terminal) world.out_columns = columns(STDOUT_FILENO);
  return world;
}

}  // namespace sbatchlint
