// sbatchlint hook: the pre-commit hook of a plain git repository. It lints what is staged, not the work tree.
#include <optional>
#include <string>

#include "hosts/cli/commands.h"
#include "hosts/cli/git.h"

namespace sbatchlint::cli {
namespace {

constexpr std::string_view kMark = "# Written by `sbatchlint hook install`; `sbatchlint hook uninstall` removes it.";
constexpr std::size_t kLargestHook = std::size_t{1} << 20U;

// Within single quotes of a shell.
std::string quoted(const std::string& text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
  return out + "'";
}

// What is staged is laid out in a folder of its own, with the configuration and whatever it may name.
std::string hook_script(const std::string& program) {
  return "#!/bin/sh\n" + std::string(kMark) + "\nprogram=" + quoted(program) +
         "\n"
         "[ -x \"$program\" ] || program=$(command -v sbatchlint) || {\n"
         "  echo 'sbatchlint is not there any more: nothing was linted' >&2\n"
         "  exit 0\n"
         "}\n"
         "staged=$(mktemp -d) || exit 2\n"
         "trap 'rm -rf \"$staged\"' EXIT\n"
         "trap 'exit 2' HUP INT TERM\n"
         "{\n"
         "  git diff --cached --name-only --diff-filter=ACMR -z\n"
         "  git ls-files -z -- '*.toml' '*sbatchlint*'\n"
         "} | git checkout-index --prefix=\"$staged/\" -f -q -z --stdin\n"
         "unset GIT_DIR GIT_INDEX_FILE GIT_WORK_TREE\n"
         "cd \"$staged\" || exit 2\n"
         "git init -q .\n"
         "\"$program\" check --fail-on error --quiet --if-any .\n"
         "status=$?\n"
         "[ $status -eq 0 ] || echo 'sbatchlint: the commit was stopped; `git commit --no-verify` goes round this' "
         ">&2\n"
         "exit $status\n";
}

int install(const std::string& path, const World& world) {
  if (world.kind(path) != FileKind::Missing) {
    const Result<std::string> present = world.read_file(path, kLargestHook);
    if (!present || present.value().find(kMark) == std::string::npos) {
      return complain("`" + path + "` is there already and not from here: add `sbatchlint check --fail-on error` to it",
                      world);
    }
  }
  const std::string program = world.absolute("/proc/self/exe").value_or("sbatchlint");
  if (const auto error = world.write_program(path, hook_script(program))) {
    return complain("cannot write `" + path + "`: " + error->message, world);
  }
  return print("installed `" + path + "`\n", kClean, world);
}

int uninstall(const std::string& path, const World& world) {
  const Result<std::string> present = world.read_file(path, kLargestHook);
  if (!present) return complain("there is no hook `" + path + "`", world);
  if (present.value().find(kMark) == std::string::npos) {
    return complain("`" + path + "` is not from here: it stays", world);
  }
  if (const auto error = world.remove_file(path)) {
    return complain("cannot remove `" + path + "`: " + error->message, world);
  }
  return print("removed `" + path + "`\n", kClean, world);
}

}  // namespace

int run_hook(const HookArguments& arguments, const World& world) {
  const std::optional<std::string> folder = ask_git({"rev-parse", "--git-path", "hooks"}, world);
  if (!folder) return complain("this folder is in no git repository, or git is missing", world);
  const std::string path = folder->substr(0, folder->find('\n')) + "/pre-commit";
  return arguments.uninstall ? uninstall(path, world) : install(path, world);
}

}  // namespace sbatchlint::cli
