#include "hosts/cli/inputs.h"

#include <string>
#include <vector>

#include "support/catch.hpp"
#include "unit/cli/fake_world.h"

namespace sbatchlint::cli {
namespace {

constexpr std::size_t kLimit = 1'000'000;

std::vector<std::string> names(FakeFiles& files, const std::vector<std::string>& paths) {
  const World world = files.world();
  std::vector<std::string> found;
  for (const Input& input : collect_inputs(paths, "<stdin>", world)) {
    const Result<std::optional<SourceText>> text = read_input(input, kLimit, world);
    if (!text) {
      found.push_back(input.name + ": " + text.error().message);
    } else if (text.value()) {
      found.push_back(input.name);
    }
  }
  return found;
}

using Names = std::vector<std::string>;

TEST_CASE("a folder gives its batch scripts, by path") {
  FakeFiles files;
  files.files = {{"/here/b.sh", "#!/bin/bash\n#SBATCH --time=1\n"},
                 {"/here/a/z.sh", "#SBATCH -n1"},
                 {"/here/a/late.sh", "true\n#SBATCH -n1"},
                 {"/here/notes.txt", "write #SBATCH first\n #SBATCH\n"},
                 {"/here/empty.sbatch", ""},
                 {"/here/x.slurm", "echo"},
                 {"/here/x.slm", "echo"},
                 {"/here/archive.tar", std::string("name\0\n#SBATCH -n1", 17)},
                 {"/here/.git/hooks/x.sbatch", "#SBATCH -n1"}};
  files.pipes = {"/here/pipe.sbatch"};
  const Names all = {"a/late.sh", "a/z.sh", "b.sh", "empty.sbatch", "x.slm", "x.slurm"};
  CHECK(names(files, {"."}) == all);
  CHECK(names(files, {"a"}) == Names{"a/late.sh", "a/z.sh"});
  CHECK(names(files, {"a/"}) == Names{"a/late.sh", "a/z.sh"});
  CHECK(names(files, {"/here/a"}) == Names{"/here/a/late.sh", "/here/a/z.sh"});
}

TEST_CASE("a named file is taken whatever it is, and in the order given, once") {
  FakeFiles files;
  files.files = {{"/here/notes.txt", "text"}, {"/here/a/z.sh", "#SBATCH -n1"}};
  CHECK(names(files, {"notes.txt", "a", "notes.txt", "a/z.sh"}) == Names{"notes.txt", "a/z.sh"});
  CHECK(names(files, {"missing.sh", "-"}) == Names{"missing.sh: no such file", "<stdin>"});
}

TEST_CASE("what .gitignore names is left out, up to the root of the repository") {
  FakeFiles files;
  files.files = {{"/.gitignore", "a.sbatch\n"}, {"/here/.git/HEAD", ""},   {"/here/.gitignore", "build/\n*.slm\n"},
                 {"/here/build/x.sbatch", ""},  {"/here/sub/a.slm", ""},   {"/here/sub/.gitignore", "!keep.slm\n"},
                 {"/here/sub/keep.slm", ""},    {"/here/sub/a.sbatch", ""}};
  CHECK(names(files, {"."}) == Names{"sub/a.sbatch", "sub/keep.slm"});
  CHECK(names(files, {"sub"}) == Names{"sub/a.sbatch", "sub/keep.slm"});
  CHECK(names(files, {"sub/a.slm"}) == Names{"sub/a.slm"});
}

TEST_CASE("a directive counts within the first 64 KiB") {
  FakeFiles files;
  const std::string filler(64 * 1024 - 9, 'x');
  files.files = {{"/here/in", filler + "\n#SBATCH\n"}, {"/here/out", filler + "xx\n#SBATCH\n"}};
  CHECK(names(files, {"."}) == Names{"in"});
}

TEST_CASE("a text longer than its head is read whole") {
  FakeFiles files;
  const std::string text = "#SBATCH -n1\n" + std::string(70 * 1024, 'x');
  files.files = {{"/here/long.sh", text}};
  const World world = files.world();
  const std::vector<Input> inputs = collect_inputs({"."}, "<stdin>", world);
  REQUIRE(inputs.size() == 1);
  const Result<std::optional<SourceText>> read = read_input(inputs[0], kLimit, world);
  REQUIRE(read.ok());
  REQUIRE(read.value().has_value());
  CHECK(read.value()->bytes() == text);
  CHECK_FALSE(read_input(inputs[0], 70 * 1024, world).ok());
}

}  // namespace
}  // namespace sbatchlint::cli
