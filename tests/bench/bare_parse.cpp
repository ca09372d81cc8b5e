// bare_parse FILE...: reads each file and parses it, with the same library, flags and allocator as sbatchlint, and
// looks at nothing. The yardstick that a whole check is held against.

#include <tree_sitter/api.h>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

#include "syntax/arena.h"

extern "C" const TSLanguage* tree_sitter_bash();

namespace {

struct Work {
  std::string text;
  std::uint32_t nodes = 0;
};

void parse(void* data) {
  auto& work = *static_cast<Work*>(data);
  TSParser* const parser = ts_parser_new();
  ts_parser_set_language(parser, tree_sitter_bash());
  const auto size = static_cast<std::uint32_t>(work.text.size());
  TSTree* const tree = ts_parser_parse_string(parser, nullptr, work.text.data(), size);
  work.nodes = ts_node_descendant_count(ts_tree_root_node(tree));
}

}  // namespace

int main(int argc, char** argv) {
  sbatchlint::arena::install();
  std::uint64_t nodes = 0;
  for (int i = 1; i < argc; ++i) {
    std::ifstream in(argv[i], std::ios::binary);
    Work work{.text = {std::istreambuf_iterator<char>(in), {}}};
    if (sbatchlint::arena::run_capped(parse, &work)) nodes += work.nodes;
    sbatchlint::arena::reset();
  }
  std::printf("%llu nodes\n", static_cast<unsigned long long>(nodes));
  return 0;
}
