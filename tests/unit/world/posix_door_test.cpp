#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <new>
#include <string>

#include "hosts/world/world.h"
#include "support/catch.hpp"

namespace sbatchlint {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t kLong = 60'000;

struct DoorFolder {
  DoorFolder() {
    std::string pattern = (fs::temp_directory_path() / "door-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path = pattern;
  }
  DoorFolder(const DoorFolder&) = delete;
  DoorFolder& operator=(const DoorFolder&) = delete;
  ~DoorFolder() { fs::remove_all(path); }

  [[nodiscard]] std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(path / name, std::ios::binary) << text;
    return (path / name).string();
  }
  [[nodiscard]] std::string read(const std::string& name) const {
    std::ifstream in(path / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  }
  fs::path path;
};

TEST_CASE("guarded work answers by its status") {
  const World world = posix_world();
  CHECK(world.run_guarded([] { return 41; }, kLong).status == 41);
  CHECK(world.run_guarded([] { return 0; }, kLong).status == 0);
}

TEST_CASE("what becomes of guarded work stays apart, and is said") {
  const World world = posix_world();
  const auto why = [&](const std::function<int()>& work, std::uint64_t budget) {
    const Guarded answer = world.run_guarded(work, budget);
    CHECK(!answer.status);
    return answer.why;
  };
  CHECK(why(
            [] {
              ::raise(SIGKILL);
              return 0;
            },
            kLong) == "it was ended by signal 9");
  CHECK(why([]() -> int { throw std::bad_alloc(); }, kLong) == "it ran out of memory");
  CHECK(why(
            [] {
              for (;;) ::pause();
              return 0;
            },
            20) == "it took longer than 20 ms");
  CHECK(::waitpid(-1, nullptr, WNOHANG) == -1);  // no child is left
}

TEST_CASE("another program goes on with the words and the input as they are") {
  const World world = posix_world();
  const DoorFolder folder;
  const std::string out = (folder.path / "out").string();
  const std::string input = std::string("#!/bin/sh\n\0\n\n\n", 14);
  const auto become = [&](const std::string& program) {
    return world
        .run_guarded(
            [&] {
              (void)world.become(
                  program, {"sh", "-c", "printf '[%s]' \"$@\" > \"$0\"; cat >> \"$0\"; exit 9", out, "a b", "", "-x"},
                  input);
              return 77;
            },
            kLong)
        .status;
  };
  CHECK(become("/bin/sh") == 9);
  CHECK(folder.read("out") == "[a b][][-x]" + input);
  CHECK(become("/nonexistent/sh") == 77);
}

TEST_CASE("standard input is looked at without being taken") {
  const World world = posix_world();
  const DoorFolder folder;
  const std::string path = folder.file("script", "first\nsecond\n");
  const auto status = world.run_guarded(
      [&] {
        if (std::freopen(path.c_str(), "r", stdin) == nullptr) return 1;
        std::array<char, 6> line{};
        if (::read(STDIN_FILENO, line.data(), line.size()) != 6) return 2;
        const auto here = world.read_input_again(InputFrom::Here, 100);
        const auto start = world.read_input_again(InputFrom::Start, 100);
        if (!here || here.value() != "second\n" || !start || start.value() != "first\nsecond\n") return 3;
        if (world.read_input_again(InputFrom::Start, 5).ok()) return 4;
        return ::lseek(STDIN_FILENO, 0, SEEK_CUR) == 6 ? 0 : 5;
      },
      kLong);
  CHECK(status.status == 0);
}

TEST_CASE("a log is written only where the operator has made one") {
  const World world = posix_world();
  const DoorFolder folder;
  const std::string log = folder.file("log", "before\n");
  CHECK(!world.append_line(log, "after"));
  CHECK(folder.read("log") == "before\nafter\n");
  CHECK(world.append_line((folder.path / "none").string(), "x")->message == "no such file");
  CHECK(!fs::exists(folder.path / "none"));
  fs::create_symlink(log, folder.path / "link");
  CHECK(world.append_line((folder.path / "link").string(), "x"));
  REQUIRE(::mkfifo((folder.path / "pipe").c_str(), 0600) == 0);
  CHECK(world.append_line((folder.path / "pipe").string(), "x"));
  CHECK(folder.read("log") == "before\nafter\n");
}

TEST_CASE("a program is a regular file that may be run") {
  const World world = posix_world();
  CHECK(world.can_run("/bin/sh"));
  CHECK(!world.can_run("/etc/passwd"));
  CHECK(!world.can_run("/bin"));
  CHECK(!world.can_run("/nonexistent"));
}

}  // namespace
}  // namespace sbatchlint
