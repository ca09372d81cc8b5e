#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "hosts/world/world.h"
#include "support/catch.hpp"

namespace sbatchlint {
namespace {

namespace fs = std::filesystem;

// A folder with a file, a folder, a link and a pipe; removed at the end.
class Folder {
 public:
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "world-XXXXXX").string();
    path_ = ::mkdtemp(pattern.data());
    std::ofstream(path_ / "five") << "12345";
    fs::create_directory(path_ / "folder");
    fs::create_symlink("five", path_ / "link");
    REQUIRE(::mkfifo((path_ / "pipe").c_str(), 0600) == 0);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { fs::remove_all(path_); }
  [[nodiscard]] std::string of(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

std::string text_of(const Result<std::string>& result) {
  return result ? result.value() : "error: " + result.error().message;
}

TEST_CASE("a regular file is read up to the limit, anything else is not opened") {
  const Folder folder;
  const World world = posix_world();
  CHECK(text_of(world.read_file(folder.of("five"), 5)) == "12345");
  CHECK(text_of(world.read_file(folder.of("link"), 100)) == "12345");
  CHECK(text_of(world.read_file(folder.of("five"), 4)) == "error: it is larger than 4 bytes");
  CHECK(text_of(world.read_file(folder.of("missing"), 5)) == "error: no such file");
  CHECK(text_of(world.read_file(folder.of("five/x"), 5)) == "error: no such file");
  CHECK(text_of(world.read_file(folder.of("folder"), 5)) == "error: it is a directory");
  CHECK(text_of(world.read_file(folder.of("pipe"), 5)) == "error: it is no regular file");
  CHECK(text_of(world.read_head(folder.of("five"), 3)) == "123");
  CHECK(text_of(world.read_head(folder.of("five"), 30)) == "12345");
}

TEST_CASE("a file below a folder is read, wherever a link to it lies, and no other") {
  const Folder folder;
  const World world = posix_world();
  fs::create_directory(folder.of("elsewhere"));
  std::ofstream(folder.of("elsewhere/six")) << "123456";
  std::ofstream(folder.of("folder/seven")) << "1234567";
  fs::create_symlink("../elsewhere/six", folder.of("folder/out"));
  fs::create_symlink("../elsewhere", folder.of("folder/away"));
  fs::create_symlink("../folder/seven", folder.of("elsewhere/in"));
  fs::create_symlink("round", folder.of("folder/round"));
  REQUIRE(::mkfifo(folder.of("folder/pipe").c_str(), 0600) == 0);
  const std::vector<std::string> roots = {world.absolute(folder.of("folder")).value()};
  const auto read = [&](const std::string& name) { return text_of(world.read_below(folder.of(name), roots, 7)); };
  CHECK(read("folder/seven") == "1234567");
  CHECK(read("elsewhere/in") == "1234567");
  CHECK(read("folder/../folder/seven") == "1234567");
  CHECK(read("folder/out") == "error: it lies elsewhere");
  CHECK(read("folder/away/six") == "error: it lies elsewhere");
  CHECK(read("folder/../five") == "error: it lies elsewhere");
  CHECK(read("folder/round") == "error: its symbolic links go round in circles");
  CHECK(read("folder/pipe") == "error: it is no regular file");
  // A folder whose name begins like the root's is another one, and `/` would be everything.
  std::ofstream(folder.of("folder-2")) << "8";
  CHECK(read("folder-2") == "error: it lies elsewhere");
  CHECK(text_of(world.read_below(folder.of("five"), std::vector<std::string>{"/", ""}, 7)) ==
        "error: it lies elsewhere");
  CHECK(text_of(world.read_below(folder.of("five"), {}, 7)) == "error: it lies elsewhere");
}

TEST_CASE("a file of a terabyte without content costs nothing") {
  const Folder folder;
  const World world = posix_world();
  std::error_code error;
  fs::resize_file(folder.of("five"), std::uintmax_t{1} << 40U, error);
  if (error) return;  // the file system takes none so large
  CHECK(text_of(world.read_file(folder.of("five"), 1000)) == "error: it is larger than 1000 bytes");
  CHECK(world.read_head(folder.of("five"), 1000).value().size() == 1000);
}

TEST_CASE("nothing that is written may be changed by everybody, even without a umask") {
  const Folder folder;
  const World world = posix_world();
  const mode_t before = ::umask(0);
  CHECK_FALSE(world.write_file(folder.of("report"), "x").has_value());
  CHECK_FALSE(world.write_program(folder.of("hooks/hook"), "x").has_value());
  CHECK_FALSE(world.replace_file(folder.of("five"), "x").has_value());
  ::umask(before);
  CHECK(fs::status(folder.of("report")).permissions() == fs::perms{0664});
  CHECK(fs::status(folder.of("hooks")).permissions() == fs::perms{0775});
  CHECK(fs::status(folder.of("hooks/hook")).permissions() == fs::perms{0755});
  CHECK((fs::status(folder.of("five")).permissions() & fs::perms::others_write) == fs::perms::none);
}

TEST_CASE("a program is written over a file, never through a link") {
  const Folder folder;
  const World world = posix_world();
  CHECK(world.write_program(folder.of("link"), "x")->message == "it is a symbolic link");
  CHECK(world.write_program(folder.of("pipe"), "x")->message == "it is no regular file");
  fs::create_symlink("nowhere", folder.of("dangling"));
  CHECK(world.write_program(folder.of("dangling"), "x")->message == "it is a symbolic link");
  CHECK(world.kind(folder.of("nowhere")) == FileKind::Missing);
  CHECK(text_of(world.read_file(folder.of("five"), 100)) == "12345");
  CHECK_FALSE(world.write_program(folder.of("five"), "x").has_value());
  CHECK(text_of(world.read_file(folder.of("five"), 100)) == "x");
}

TEST_CASE("a file is replaced whole: through links, with its mode, or not at all") {
  const Folder folder;
  const World world = posix_world();
  fs::permissions(folder.of("five"), fs::perms::owner_all);
  CHECK(!world.replace_file(folder.of("link"), "new"));
  CHECK(text_of(world.read_file(folder.of("five"), 100)) == "new");
  CHECK(fs::is_symlink(folder.of("link")));
  CHECK(fs::status(folder.of("five")).permissions() == fs::perms::owner_all);
  CHECK(world.replace_file(folder.of("missing"), "x")->message == "no such file");
  CHECK(world.replace_file(folder.of("pipe"), "x")->message == "it is no regular file");
  fs::create_hard_link(folder.of("five"), folder.of("second"));
  CHECK(world.replace_file(folder.of("five"), "x")->message ==
        "it has a second name (a hard link), which would keep the old text");
  CHECK(text_of(world.read_file(folder.of("second"), 100)) == "new");
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder.of(""))) ++count;
  CHECK(count == 5);  // no draft is left
}

TEST_CASE("a full device is an error, for a report and for a fix") {
  const World world = posix_world();
  CHECK(world.write_file("/dev/full", "x")->message == "no space is left");
  CHECK(world.replace_file("/dev/full", "x")->message == "it is no regular file");
}

TEST_CASE("a file that says it is empty is read to its end") {
  CHECK(text_of(posix_world().read_file("/proc/self/cmdline", 100'000)).find("unit_world") != std::string::npos);
}

TEST_CASE("a folder is listed by name, links as what they are") {
  const Folder folder;
  const World world = posix_world();
  const Result<std::vector<DirectoryEntry>> entries = world.list_directory(folder.of("."));
  REQUIRE(entries.ok());
  std::vector<std::pair<std::string, FileKind>> names;
  for (const DirectoryEntry& entry : entries.value()) names.emplace_back(entry.name, entry.kind);
  CHECK(names == std::vector<std::pair<std::string, FileKind>>{{"five", FileKind::Regular},
                                                               {"folder", FileKind::Directory},
                                                               {"link", FileKind::Other},
                                                               {"pipe", FileKind::Other}});
  CHECK(world.list_directory(folder.of("missing")).error().message == "no such file");
}

TEST_CASE("a kind is that of what a path leads to") {
  const Folder folder;
  const World world = posix_world();
  CHECK(world.kind(folder.of("link")) == FileKind::Regular);
  CHECK(world.kind(folder.of("folder")) == FileKind::Directory);
  CHECK(world.kind(folder.of("pipe")) == FileKind::Other);
  CHECK(world.kind(folder.of("missing")) == FileKind::Missing);
}

TEST_CASE("a written file holds what was written, whatever it held") {
  const Folder folder;
  const World world = posix_world();
  CHECK_FALSE(world.write_file(folder.of("five"), "ab").has_value());
  CHECK(text_of(world.read_file(folder.of("five"), 100)) == "ab");
  const std::optional<Error> error = world.write_file(folder.of("missing/x"), "ab");
  REQUIRE(error.has_value());
  CHECK(error->message == "no such file");
}

TEST_CASE("an absolute path has its links resolved") {
  const Folder folder;
  const World world = posix_world();
  CHECK(world.absolute(folder.of("link")) == world.absolute(folder.of("five")));
  CHECK(world.absolute(folder.of("missing")) == std::nullopt);
}

}  // namespace
}  // namespace sbatchlint
