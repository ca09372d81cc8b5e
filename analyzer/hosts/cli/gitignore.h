// Which files a .gitignore leaves out. Patterns as git documents them; one level a folder, the innermost decides.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sbatchlint::cli {

// One line of a .gitignore.
struct IgnorePattern {
  std::vector<std::string> segments;  // between slashes: "**", "build", "*.o"
  bool negated = false;               // `!pattern`: not ignored after all
  bool folders_only = false;          // `pattern/`
};

// Reads one line; nothing for a blank line or a comment. A pattern without a slash matches at any depth.
[[nodiscard]] std::optional<IgnorePattern> parse_ignore_line(std::string_view line);

// The patterns of one folder and, behind `outer`, those of the folders around it.
struct IgnoreLevel {
  std::string folder;  // absolute, without a final slash
  std::vector<IgnorePattern> patterns;
  std::shared_ptr<const IgnoreLevel> outer;
};

[[nodiscard]] std::shared_ptr<const IgnoreLevel> read_ignore_file(std::string folder, std::string_view text,
                                                                  std::shared_ptr<const IgnoreLevel> outer);

// `path` is absolute and lies in the folders of all levels. The folders above it are not looked at: a walk never enters
// an ignored one.
[[nodiscard]] bool is_ignored(const IgnoreLevel* level, std::string_view path, bool is_folder);

}  // namespace sbatchlint::cli
