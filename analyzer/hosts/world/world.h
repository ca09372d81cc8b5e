// Everything outside the program, as one record of functions: files, environment, clock, terminal. A host owns one and
// hands it down; below hosts/ only text goes in. Tests pass a record of their own.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/result.h"

namespace sbatchlint {

// What a path leads to, links followed. Other: a pipe, a socket, a device.
enum class FileKind : std::uint8_t { Missing, Regular, Directory, Other };

// One name in a directory, without `.` and `..`. A symbolic link is Other: whoever walks does not follow it.
struct DirectoryEntry {
  std::string name;
  FileKind kind = FileKind::Other;
};

// What came of work that was done apart: its status, or else how it ended, as a sentence about "it".
struct Guarded {
  std::optional<int> status;
  std::string why;
};

enum class InputFrom : std::uint8_t { Here, Start };

// Errors are sentences that complete "cannot read `PATH`: " for the user: "no such file".
struct World {
  std::function<FileKind(const std::string& path)> kind;
  // All bytes of a regular file, links followed. Fails for anything else, unopened, and above `limit` bytes.
  std::function<Result<std::string>(const std::string& path, std::size_t limit)> read_file;
  // The first `limit` bytes of a regular file; fewer where it is shorter.
  std::function<Result<std::string>(const std::string& path, std::size_t limit)> read_head;
  // read_file for a file that lies below one of `roots`, the links of both resolved; an Error where it lies elsewhere,
  // or where the system cannot say. Roots are absolute; `/` is none.
  std::function<Result<std::string>(const std::string& path, std::span<const std::string> roots, std::size_t limit)>
      read_below;
  std::function<Result<std::string>(std::size_t limit)> read_input;  // standard input, to its end
  // Sorted by name.
  std::function<Result<std::vector<DirectoryEntry>>(const std::string& path)> list_directory;
  // When a file or folder was changed last, in seconds since 1970; nothing where that is not known.
  std::function<std::optional<std::int64_t>(const std::string& path)> modified;
  // The path from the root, links resolved; nothing where it leads nowhere.
  std::function<std::optional<std::string>(const std::string& path)> absolute;
  // Writes a report: the file's content is `bytes` then, and the file is made where there is none; the error, if any.
  // Pipes and devices are written to, as a shell's `>` would. Nobody but owner and group may write a new file.
  std::function<std::optional<Error>(const std::string& path, std::string_view bytes)> write_file;
  // Gives a file of the user other content, all of it or nothing at all: it is written beside the file, brought to the
  // disk and renamed. Links are followed; owner, mode and extended attributes are kept. The error, if any.
  std::function<std::optional<Error>(const std::string& path, std::string_view bytes)> replace_file;

  // Makes a folder and those above it; the error, if any. One that is there is fine.
  std::function<std::optional<Error>(const std::string& path)> make_folder;
  // Writes a file that can be run, whole or not at all, and makes the folder that it stands in. A symbolic link of that
  // name is an Error: what it leads to is left alone.
  std::function<std::optional<Error>(const std::string& path, std::string_view bytes)> write_program;
  std::function<std::optional<Error>(const std::string& path)> remove_file;
  // Runs a program of the PATH with these words, the first its name, without input and with its standard error thrown
  // away; what it prints, or an Error where it cannot be started or ends with another status than 0.
  std::function<Result<std::string>(const std::vector<std::string>& words)> run;

  // Does the work in a process of its own and waits for it so long; its crash, its death and its delay stay there.
  std::function<Guarded(const std::function<int()>& work, std::uint64_t budget_ms)> run_guarded;
  // Goes on as another program, with these words (the first its name) and, where given, `input` as standard input.
  // Returns only where that cannot be.
  std::function<Error(const std::string& program, const std::vector<std::string>& words,
                      const std::optional<std::string>& input)>
      become;
  // Standard input, where it is a regular file, without taking anything from who reads it next: from where it stands,
  // or from its beginning. An Error for a pipe or a terminal.
  std::function<Result<std::string>(InputFrom from, std::size_t limit)> read_input_again;
  // Adds a line to a file that is there; the error, if any.
  std::function<std::optional<Error>(const std::string& path, std::string_view line)> append_line;
  std::function<void(std::string_view line)> tell_syslog;
  std::function<bool(const std::string& path)> can_run;  // a program, and this user may

  std::function<std::optional<std::string>(const std::string& name)> environment;
  // All variables whose names begin so, as NAME and value.
  std::function<std::vector<std::pair<std::string, std::string>>(std::string_view prefix)> environment_with;
  std::function<std::int64_t()> now;            // seconds since 1970, UTC
  std::function<std::uint64_t()> milliseconds;  // since some moment; never runs backwards
  std::function<std::string()> program;         // where this program lies, links resolved; empty: not known
  std::function<unsigned()> user;               // the number of who runs this
  std::function<unsigned()> processors;         // at least 1

  // Standard output and error; false where not everything could be written.
  std::function<bool(std::string_view)> out;
  std::function<bool(std::string_view)> err;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::optional<unsigned> out_columns;  // width of the terminal, where there is one
};

// The real one.
[[nodiscard]] World posix_world();

}  // namespace sbatchlint
