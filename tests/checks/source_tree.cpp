#include "checks/source_tree.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace sbatchlint::checks {
namespace {

std::string read(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool is_source(const std::filesystem::path& path) {
  const auto extension = path.extension();
  return extension == ".h" || extension == ".hpp" || extension == ".cpp";
}

}  // namespace

std::vector<SourceFile> source_files() {
  const std::filesystem::path root = SBATCHLINT_SOURCE_DIR;
  std::vector<SourceFile> files;
  for (const char* folder : {"analyzer", "rules", "tests"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
      if (!entry.is_regular_file() || !is_source(entry.path())) continue;
      files.push_back({std::filesystem::relative(entry.path(), root).generic_string(), read(entry.path())});
    }
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool is_header(std::string_view path) { return path.ends_with(".h") || path.ends_with(".hpp"); }

}  // namespace sbatchlint::checks
