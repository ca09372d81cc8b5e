// Looks before it opens: an O_PATH descriptor stands for a file without opening it, so that no pipe waits, no device
// acts, and what was looked at is what is read, whatever is renamed in between.
#include "hosts/world/posix_read.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <optional>

#include "hosts/world/posix_file.h"

namespace sbatchlint::posix {
namespace {

// "8 MiB", "300 bytes"
std::string size_text(std::size_t bytes) {
  constexpr std::size_t kMebi = std::size_t{1} << 20U;
  if (bytes >= kMebi && bytes % kMebi == 0) return std::to_string(bytes / kMebi) + " MiB";
  return std::to_string(bytes) + " bytes";
}

// Up to `limit` bytes; `expected` is how many there probably are, 0 where nobody knows. Where there are so many, and no
// more at once, there are no more.
Result<std::string> read_up_to(int descriptor, std::size_t limit, std::size_t expected) {
  std::string bytes;
  std::size_t filled = 0;
  bytes.resize(std::min(limit, expected + 1));  // one more: the end shows without growing
  while (filled < limit) {
    if (filled == bytes.size()) bytes.resize(std::min(limit, std::max<std::size_t>(2 * filled, 4096)));
    const std::size_t wanted = bytes.size() - filled;
    const ssize_t got = ::read(descriptor, bytes.data() + filled, wanted);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed_with(errno);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
    if (filled == expected && static_cast<std::size_t>(got) < wanted) break;
  }
  bytes.resize(filled);
  return bytes;
}

std::string link_of(int descriptor) { return "/proc/self/fd/" + std::to_string(descriptor); }

// Where the file behind a descriptor lies; nothing where the system does not say.
std::optional<std::string> place_of(int descriptor) {
  std::array<char, PATH_MAX> place{};
  const ssize_t length = ::readlink(link_of(descriptor).c_str(), place.data(), place.size());
  if (length <= 0 || static_cast<std::size_t>(length) == place.size()) return std::nullopt;
  return std::string(place.data(), static_cast<std::size_t>(length));
}

bool lies_below(int descriptor, std::span<const std::string> roots) {
  const std::optional<std::string> place = place_of(descriptor);
  return place && std::ranges::any_of(roots, [&](const std::string& root) {
           return root.size() > 1 && place->starts_with(root) && place->substr(root.size()).starts_with('/');
         });
}

// Opens what `look` stands for. Where there is no /proc, by its path, and only the same file will do.
int open_again(int look, const std::string& path, const struct stat& seen) {
  constexpr int kFlags = O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK;
  const int same = ::open(link_of(look).c_str(), kFlags);
  if (same >= 0) return same;
  const int other = ::open(path.c_str(), kFlags);
  struct stat status {};
  if (other < 0) return other;
  if (::fstat(other, &status) == 0 && status.st_dev == seen.st_dev && status.st_ino == seen.st_ino) return other;
  ::close(other);
  errno = ENOENT;
  return -1;
}

Result<std::string> read_opened(int file, const struct stat& status, std::size_t limit, Part part) {
  const auto size = static_cast<std::size_t>(status.st_size);
  if (part == Part::Head) return read_up_to(file, limit, size);
  if (size <= limit) {
    Result<std::string> bytes = read_up_to(file, limit + 1, size);
    if (!bytes || bytes.value().size() <= limit) return bytes;
  }
  return failed("it is larger than " + size_text(limit));
}

Result<std::string> read(const std::string& path, const std::span<const std::string>* roots, std::size_t limit,
                         Part part) {
  const Descriptor look(::open(path.c_str(), O_PATH | O_CLOEXEC));
  struct stat status {};
  if (look.number() < 0 || ::fstat(look.number(), &status) != 0) return failed_with(errno);
  if (S_ISDIR(status.st_mode)) return failed("it is a directory");
  if (!S_ISREG(status.st_mode)) return failed("it is no regular file");
  if (roots != nullptr && !lies_below(look.number(), *roots)) return failed("it lies elsewhere");
  const Descriptor file(open_again(look.number(), path, status));
  if (file.number() < 0) return failed_with(errno);
  return read_opened(file.number(), status, limit, part);
}

}  // namespace

Result<std::string> read_regular(const std::string& path, std::size_t limit, Part part) {
  return read(path, nullptr, limit, part);
}

Result<std::string> read_below(const std::string& path, std::span<const std::string> roots, std::size_t limit) {
  return read(path, &roots, limit, Part::Whole);
}

Result<std::string> read_standard_input(std::size_t limit) {
  Result<std::string> bytes = read_up_to(STDIN_FILENO, limit + 1, 0);
  if (bytes && bytes.value().size() > limit) return failed("it is larger than " + size_text(limit));
  return bytes;
}

}  // namespace sbatchlint::posix
