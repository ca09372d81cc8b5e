#include "hosts/world/posix_door.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <syslog.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <exception>

#include "hosts/world/posix_file.h"

namespace sbatchlint::posix {
namespace {

// Waits until the other end of a pipe is closed, which the end of the child does; false where the time ends before.
bool wait_for_end(int descriptor, std::uint64_t budget_ms) {
  using Clock = std::chrono::steady_clock;
  const auto deadline = Clock::now() + std::chrono::milliseconds(budget_ms);
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    pollfd waiting{.fd = descriptor, .events = POLLIN, .revents = 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(std::max<std::int64_t>(left, 0)));
    if (ready > 0) return true;
    if (ready == 0 || errno != EINTR) return false;
  }
}

constexpr int kThrew = 99;  // the child's status where the work ended in an exception

std::string end_in_words(int status) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == kThrew) return "it ran out of memory";
  if (WIFSIGNALED(status)) return "it was ended by signal " + std::to_string(WTERMSIG(status));
  return "it ended with status " + std::to_string(WEXITSTATUS(status));
}

int without_exceptions(const std::function<int()>& work) {
  try {
    return work();
  } catch (const std::exception&) {
    return kThrew;
  }
}

// An anonymous file with these bytes, at its beginning; -1 where there can be none.
int memory_file(std::string_view bytes) {
  const int file = ::memfd_create("job script", MFD_CLOEXEC);
  if (file < 0) return -1;
  if (write_all(file, bytes) && ::lseek(file, 0, SEEK_SET) == 0) return file;
  ::close(file);
  return -1;
}

}  // namespace

Guarded run_guarded(const std::function<int()>& work, std::uint64_t budget_ms) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return {.status = {}, .why = failed_with(errno).message};
  const Descriptor read_end(ends[0]);
  const pid_t child = ::fork();
  if (child == 0) ::_exit(without_exceptions(work));  // NOLINT(concurrency-mt-unsafe): the one thread there is
  ::close(ends[1]);
  if (child < 0) return {.status = {}, .why = failed_with(errno).message};
  const bool ended = wait_for_end(read_end.number(), budget_ms);
  if (!ended) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!ended) return {.status = {}, .why = "it took longer than " + std::to_string(budget_ms) + " ms"};
  if (WIFEXITED(status) && WEXITSTATUS(status) != kThrew) {
    return {.status = WEXITSTATUS(status), .why = end_in_words(status)};
  }
  return {.status = {}, .why = end_in_words(status)};
}

Error become(const std::string& program, const std::vector<std::string>& words,
             const std::optional<std::string>& input) {
  std::vector<char*> arguments;
  arguments.reserve(words.size() + 1);
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));  // as POSIX wants it
  arguments.push_back(nullptr);
  if (input) {
    const int file = memory_file(*input);
    if (file < 0 || ::dup2(file, STDIN_FILENO) < 0) return failed_with(errno);
  }
  ::execv(program.c_str(), arguments.data());
  return failed_with(errno);
}

Result<std::string> read_input_again(InputFrom from, std::size_t limit) {
  struct stat status {};
  if (::fstat(STDIN_FILENO, &status) != 0 || !S_ISREG(status.st_mode)) return failed("it is no regular file");
  off_t at = from == InputFrom::Start ? 0 : ::lseek(STDIN_FILENO, 0, SEEK_CUR);
  const auto size = static_cast<std::size_t>(std::max<off_t>(status.st_size - at, 0));
  if (at < 0 || size > limit) return failed("it is too large");
  std::string bytes(size, '\0');
  std::size_t filled = 0;
  while (filled < size) {
    const ssize_t got = ::pread(STDIN_FILENO, bytes.data() + filled, size - filled, at);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failed_with(errno);
    if (got == 0) break;
    filled += static_cast<std::size_t>(got);
    at += got;
  }
  bytes.resize(filled);
  return bytes;
}

std::optional<Error> append_line(const std::string& path, std::string_view line) {
  // Only a log that the operator has made: nothing is left behind that anybody may write.
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | O_NOFOLLOW));
  struct stat status {};
  if (file.number() < 0 || ::fstat(file.number(), &status) != 0) return failed_with(errno);
  if (!S_ISREG(status.st_mode)) return failed("it is no regular file");
  const std::string whole = std::string(line) + '\n';
  if (::write(file.number(), whole.data(), whole.size()) != static_cast<ssize_t>(whole.size())) {
    return failed_with(errno);
  }
  return std::nullopt;
}

void tell_syslog(std::string_view line) {
  ::openlog("sbatchlint", LOG_PID | LOG_NDELAY, LOG_USER);
  ::syslog(LOG_INFO, "%.*s", static_cast<int>(line.size()), line.data());  // NOLINT(cppcoreguidelines-pro-type-vararg)
  ::closelog();
}

bool can_run(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) && ::access(path.c_str(), X_OK) == 0;
}

}  // namespace sbatchlint::posix
