// A world of a few files in memory.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "hosts/world/world.h"

namespace sbatchlint {

// Files by their absolute paths; what was written stands in `out` and `err`. The current folder is /here.
struct FakeFiles {
  std::map<std::string, std::string> files;
  std::set<std::string> pipes;
  std::map<std::string, std::string> variables;
  std::string out;
  std::string err;
  std::optional<std::string> input_file;   // standard input, where it is a regular file
  std::string input = "#!/bin/bash\n";     // standard input, where it is a pipe
  std::optional<std::string> guard_fails;  // why the guarded work comes to nothing
  std::set<std::string> programs;          // that can be run
  std::vector<std::string> became;         // the program and its words
  std::optional<std::string> became_input;
  std::string syslog;
  std::string own_program = "/usr/bin/sbatchlint";

  [[nodiscard]] static std::string absolute(const std::string& path) {
    std::string full = path.starts_with('/') ? path : "/here/" + path;
    if (full.ends_with("/.")) full.resize(full.size() - 2);
    while (full.size() > 1 && full.ends_with('/')) full.pop_back();
    return full;
  }

  [[nodiscard]] FileKind kind(const std::string& path) const {
    const std::string full = absolute(path);
    if (files.contains(full)) return FileKind::Regular;
    if (pipes.contains(full)) return FileKind::Other;
    const auto below = files.lower_bound(full + "/");
    return below != files.end() && below->first.starts_with(full + "/") ? FileKind::Directory : FileKind::Missing;
  }

  [[nodiscard]] Result<std::string> read(const std::string& path, std::size_t limit, bool whole) const {
    if (kind(path) != FileKind::Regular) return Error{.message = "no such file", .place = {}};
    const std::string& text = files.at(absolute(path));
    if (whole && text.size() > limit) return Error{.message = "it is too large", .place = {}};
    return text.substr(0, limit);
  }

  [[nodiscard]] std::vector<DirectoryEntry> list(const std::string& path) const {
    const std::string prefix = absolute(path) + "/";
    std::map<std::string, FileKind> names;
    for (const auto& [file, text] : files) {
      if (!file.starts_with(prefix)) continue;
      const std::string rest = file.substr(prefix.size());
      const std::size_t slash = rest.find('/');
      names[rest.substr(0, slash)] = slash == std::string::npos ? FileKind::Regular : FileKind::Directory;
    }
    for (const std::string& pipe : pipes) {
      if (pipe.starts_with(prefix)) names[pipe.substr(prefix.size())] = FileKind::Other;
    }
    std::vector<DirectoryEntry> entries;
    entries.reserve(names.size());
    for (const auto& [name, kind] : names) entries.push_back({.name = name, .kind = kind});
    return entries;
  }

  // Reaches into this record, which has to outlive it.
  [[nodiscard]] World world() {
    World world;
    world.kind = [this](const std::string& path) { return kind(path); };
    world.read_file = [this](const std::string& path, std::size_t limit) { return read(path, limit, true); };
    world.read_head = [this](const std::string& path, std::size_t limit) { return read(path, limit, false); };
    world.read_below = [this](const std::string& path, std::span<const std::string> roots, std::size_t limit) {
      const std::string full = absolute(path);
      for (const std::string& root : roots) {
        if (full.starts_with(root + "/")) return read(path, limit, true);
      }
      return Result<std::string>(Error{.message = "it lies elsewhere", .place = {}});
    };
    world.read_input = [this](std::size_t) { return Result<std::string>(input); };
    world.read_input_again = [this](InputFrom, std::size_t) {
      if (input_file) return Result<std::string>(*input_file);
      return Result<std::string>(Error{.message = "it is no regular file", .place = {}});
    };
    world.run_guarded = [this](const std::function<int()>& work, std::uint64_t) {
      if (guard_fails) return Guarded{.status = {}, .why = *guard_fails};
      return Guarded{.status = work(), .why = {}};
    };
    world.become = [this](const std::string& program, const std::vector<std::string>& words,
                          const std::optional<std::string>& bytes) {
      became = {program};
      became.insert(became.end(), words.begin(), words.end());
      became_input = bytes;
      return Error{.message = "this is a test", .place = {}};
    };
    world.append_line = [this](const std::string& path, std::string_view line) -> std::optional<Error> {
      if (kind(path) != FileKind::Regular) return Error{.message = "no such file", .place = {}};
      files[absolute(path)] += std::string(line) + "\n";
      return std::nullopt;
    };
    world.tell_syslog = [this](std::string_view line) { syslog += std::string(line) + "\n"; };
    world.can_run = [this](const std::string& path) { return programs.contains(absolute(path)); };
    world.milliseconds = [] { return std::uint64_t{7}; };
    world.program = [this] { return own_program; };
    world.user = [] { return 1000U; };
    world.list_directory = [this](const std::string& path) { return Result<std::vector<DirectoryEntry>>(list(path)); };
    world.modified = [](const std::string&) { return std::optional<std::int64_t>(); };
    world.make_folder = [](const std::string&) { return std::optional<Error>(); };
    world.absolute = [](const std::string& path) { return std::optional(absolute(path)); };
    world.write_file = [this](const std::string& path, std::string_view bytes) {
      files[absolute(path)] = bytes;
      return std::optional<Error>();
    };
    world.replace_file = world.write_file;
    world.write_program = world.write_file;
    world.remove_file = [](const std::string&) { return std::optional<Error>(); };
    world.run = [](const std::vector<std::string>&) {
      return Result<std::string>(Error{.message = "no such file", .place = {}});
    };
    world.environment = [this](const std::string& name) {
      const auto found = variables.find(name);
      return found == variables.end() ? std::nullopt : std::optional(found->second);
    };
    world.environment_with = [this](std::string_view prefix) {
      std::vector<std::pair<std::string, std::string>> found;
      for (const auto& variable : variables) {
        if (variable.first.starts_with(prefix)) found.emplace_back(variable);
      }
      return found;
    };
    world.processors = [] { return 1U; };
    world.now = [] { return std::int64_t{1'000'000}; };
    world.out = [this](std::string_view text) { return !out.append(text).empty() || text.empty(); };
    world.err = [this](std::string_view text) { return !err.append(text).empty() || text.empty(); };
    return world;
  }
};

}  // namespace sbatchlint
