#include "hosts/world/posix_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <utility>

namespace sbatchlint::posix {
namespace {

// Access lists and labels live there. A file system without them has nothing to keep.
void copy_attributes(int from, int to) {
  std::string names(4096, '\0');
  const ssize_t length = ::flistxattr(from, names.data(), names.size());
  for (std::size_t at = 0; length > 0 && at < static_cast<std::size_t>(length);) {
    const std::string name = names.c_str() + at;
    at += name.size() + 1;
    std::string value(65536, '\0');
    const ssize_t size = ::fgetxattr(from, name.c_str(), value.data(), value.size());
    if (size >= 0) ::fsetxattr(to, name.c_str(), value.data(), static_cast<std::size_t>(size), 0);
  }
}

// Who may do what with the old file holds for the new one; the error, if any.
std::optional<Error> keep_access(int from, int to) {
  struct stat old_file {};
  struct stat new_file {};
  if (::fstat(from, &old_file) != 0 || ::fstat(to, &new_file) != 0) return failed_with(errno);
  const bool same_owner = old_file.st_uid == new_file.st_uid && old_file.st_gid == new_file.st_gid;
  if (!same_owner && ::fchown(to, old_file.st_uid, old_file.st_gid) != 0) {
    return failed("it belongs to somebody else, and would not any longer");
  }
  copy_attributes(from, to);
  constexpr mode_t kModeBits = 07777;
  if (::fchmod(to, old_file.st_mode & kModeBits) != 0) return failed_with(errno);
  return std::nullopt;
}

// What a rename would part or must not touch; the error, if any.
std::optional<Error> check_replaceable(int descriptor, const std::string& path) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) return failed_with(errno);
  if (!S_ISREG(status.st_mode)) return failed("it is no regular file");
  if (status.st_nlink > 1) return failed("it has a second name (a hard link), which would keep the old text");
  if (::access(path.c_str(), W_OK) != 0) return failed_with(errno);
  return std::nullopt;
}

// A file that is removed unless it was given its real name.
class Draft {
 public:
  explicit Draft(const std::string& beside)
      : path_(beside.substr(0, beside.rfind('/') + 1) + ".sbatchlint-XXXXXX"),
        file_(::mkostemp(path_.data(), O_CLOEXEC)) {}
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;
  ~Draft() {
    if (file_.number() >= 0 && !named_) ::unlink(path_.c_str());
  }

  [[nodiscard]] int number() const { return file_.number(); }
  [[nodiscard]] bool rename_to(const std::string& path) {
    named_ = ::rename(path_.c_str(), path.c_str()) == 0;
    return named_;
  }

 private:
  std::string path_;
  Descriptor file_;
  bool named_ = false;
};

}  // namespace

Error failed(std::string message) { return {.message = std::move(message), .place = std::nullopt}; }

Error failed_with(int number) {
  switch (number) {
    case ENOENT:
    case ENOTDIR: return failed("no such file");
    case EACCES:
    case EPERM: return failed("no permission");
    case EROFS: return failed("its file system is read-only");
    case ENOSPC:
    case EDQUOT: return failed("no space is left");
    case ELOOP: return failed("its symbolic links go round in circles");
    default: return failed(std::strerror(number));
  }
}

bool write_all(int descriptor, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

std::optional<Error> write_file(const std::string& path, std::string_view bytes) {
  constexpr mode_t kEverybodyReads = 0664;  // even where the user has no umask
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, kEverybodyReads));
  if (file.number() < 0 || !write_all(file.number(), bytes)) return failed_with(errno);
  return std::nullopt;
}

std::optional<Error> write_program(const std::string& path, std::string_view bytes) {
  constexpr mode_t kEverybodyEnters = 0775;
  constexpr mode_t kEverybodyRuns = 0755;
  ::mkdir(path.substr(0, path.rfind('/')).c_str(), kEverybodyEnters);
  struct stat status {};
  if (::lstat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode)) {
    return failed(S_ISLNK(status.st_mode) ? "it is a symbolic link" : "it is no regular file");
  }
  Draft draft(path);
  if (draft.number() < 0 || !write_all(draft.number(), bytes)) return failed_with(errno);
  if (::fchmod(draft.number(), kEverybodyRuns) != 0 || !draft.rename_to(path)) return failed_with(errno);
  return std::nullopt;
}

std::optional<Error> remove_file(const std::string& path) {
  if (::unlink(path.c_str()) != 0) return failed_with(errno);
  return std::nullopt;
}

std::optional<Error> replace_file(const std::string& path, std::string_view bytes) {
  const std::unique_ptr<char, void (*)(void*)> resolved(::realpath(path.c_str(), nullptr), std::free);
  if (!resolved) return failed_with(errno);
  const std::string target = resolved.get();
  const Descriptor old_file(::open(target.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  if (old_file.number() < 0) return failed_with(errno);
  if (auto error = check_replaceable(old_file.number(), target)) return error;

  Draft draft(target);
  if (draft.number() < 0) return failed_with(errno);
  if (auto error = keep_access(old_file.number(), draft.number())) return error;
  if (!write_all(draft.number(), bytes) || ::fsync(draft.number()) != 0) return failed_with(errno);
  if (!draft.rename_to(target)) return failed_with(errno);
  return std::nullopt;
}

}  // namespace sbatchlint::posix
