// tree_proof FOLDER: whether the short way round plain commands leads to the tree that the grammar makes of each file.
// Files that the grammar cannot read, and words that it is known to take apart, are left out.

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "support/tree_lines.h"
#include "syntax/tree.h"

namespace {

namespace fs = std::filesystem;
using sbatchlint::SyntaxTree;

std::string text_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

using Lines = std::vector<std::string>;

// The first line of what stands at a place of one list of nodes.
std::string shown(const Lines& nodes, std::size_t at) {
  return at < nodes.size() ? nodes[at].substr(0, nodes[at].find('\n')) : "none";
}

struct Counts {
  int compared = 0;
  int left_out = 0;
  int differing = 0;
};

void compare(const fs::path& path, Counts& counts) {
  const std::string text = text_of(path);
  const SyntaxTree whole = sbatchlint::parse_every_line(text);
  if (whole.has_error() || whole.size() == 0 || sbatchlint::test::has_known_mistake(whole, text)) {
    ++counts.left_out;
    return;
  }
  ++counts.compared;
  const Lines expected = sbatchlint::test::nodes_of(whole, text);
  const Lines found = sbatchlint::test::nodes_of(sbatchlint::parse_shell(text), text);
  if (found == expected) return;
  ++counts.differing;
  // The root is as large as what it holds, and says nothing of where that differs.
  std::size_t at = 1;
  while (at < found.size() && at < expected.size() && found[at] == expected[at]) ++at;
  std::cout << path.string() << ": node " << shown(found, at) << ", not " << shown(expected, at) << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: tree_proof FOLDER\n";
    return 2;
  }
  Counts counts;
  for (const auto& entry : fs::recursive_directory_iterator(argv[1])) {
    if (entry.is_regular_file()) compare(entry.path(), counts);
  }
  std::cout << counts.compared << " trees compared, " << counts.left_out << " files left out, " << counts.differing
            << " differ\n";
  return counts.differing == 0 && counts.compared > 0 ? 0 : 1;
}
