// The real world, by POSIX calls. How files are read: posix_read.cpp; how they are written: posix_file.cpp.
#include <dirent.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <utility>

#include "hosts/world/posix_door.h"
#include "hosts/world/posix_file.h"
#include "hosts/world/posix_read.h"
#include "hosts/world/world.h"

namespace sbatchlint {
namespace {

using posix::failed_with;
using posix::write_all;

FileKind kind_of(mode_t mode) {
  if (S_ISREG(mode)) return FileKind::Regular;
  return S_ISDIR(mode) ? FileKind::Directory : FileKind::Other;
}

FileKind file_kind(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? kind_of(status.st_mode) : FileKind::Missing;
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

std::optional<std::int64_t> last_change(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return static_cast<std::int64_t>(status.st_mtime);
}

std::optional<Error> make_folder(const std::string& path) {
  constexpr mode_t kEverybodyEnters = 0777;
  for (std::size_t slash = path.find('/', 1); true; slash = path.find('/', slash + 1)) {
    const std::string part = path.substr(0, slash);
    if (::mkdir(part.c_str(), kEverybodyEnters) != 0 && file_kind(part) != FileKind::Directory) {
      return Error{.message = failed_with(errno).message, .place = {}};
    }
    if (slash == std::string::npos) return std::nullopt;
  }
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
  world.read_file = [](const std::string& path, std::size_t limit) {
    return posix::read_regular(path, limit, posix::Part::Whole);
  };
  world.read_head = [](const std::string& path, std::size_t limit) {
    return posix::read_regular(path, limit, posix::Part::Head);
  };
  world.read_below = posix::read_below;
  world.read_input = posix::read_standard_input;
  world.list_directory = list_names;
  world.modified = last_change;
  world.absolute = absolute_path;
  world.write_file = posix::write_file;
  world.replace_file = posix::replace_file;
  world.make_folder = make_folder;
  world.write_program = posix::write_program;
  world.remove_file = posix::remove_file;
  world.run = posix::run_program;
  world.run_guarded = posix::run_guarded;
  world.become = posix::become;
  world.read_input_again = posix::read_input_again;
  world.append_line = posix::append_line;
  world.tell_syslog = posix::tell_syslog;
  world.can_run = posix::can_run;
  world.environment = variable;
  world.environment_with = variables_with;
  world.now = [] { return static_cast<std::int64_t>(std::time(nullptr)); };
  world.milliseconds = [] {
    const auto passed = std::chrono::steady_clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(passed).count());
  };
  world.program = [] { return absolute_path("/proc/self/exe").value_or(""); };
  world.user = [] { return static_cast<unsigned>(::getuid()); };
  world.processors = processors;
  world.out = [](std::string_view text) { return write_all(STDOUT_FILENO, text); };
  world.err = [](std::string_view text) { return write_all(STDERR_FILENO, text); };
  world.out_is_terminal = ::isatty(STDOUT_FILENO) == 1;
  world.err_is_terminal = ::isatty(STDERR_FILENO) == 1;
  if (world.out_is_terminal) world.out_columns = columns(STDOUT_FILENO);
  return world;
}

}  // namespace sbatchlint
