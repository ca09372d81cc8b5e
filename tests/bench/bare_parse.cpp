// bare_parse [--arena] FILE...: reads each file and parses it, with the same library and flags as sbatchlint, and looks
// at nothing. The yardstick that a whole check is held against: the library as it comes, one parser for all files; with
// --arena under the allocator that sbatchlint gives it.

#include <tree_sitter/api.h>

#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

#include "syntax/arena.h"

extern "C" const TSLanguage* tree_sitter_bash();

namespace {

TSParser* new_parser() {
  TSParser* const parser = ts_parser_new();
  ts_parser_set_language(parser, tree_sitter_bash());
  return parser;
}

std::string text_of(const char* path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::uint32_t count_nodes(TSParser* parser, const std::string& text) {
  const auto size = static_cast<std::uint32_t>(text.size());
  TSTree* const tree = ts_parser_parse_string(parser, nullptr, text.data(), size);
  const std::uint32_t nodes = ts_node_descendant_count(ts_tree_root_node(tree));
  ts_tree_delete(tree);
  return nodes;
}

struct Work {
  std::string text;
  std::uint32_t nodes = 0;
};

void parse_in_arena(void* data) {
  auto& work = *static_cast<Work*>(data);
  work.nodes = count_nodes(new_parser(), work.text);
}

}  // namespace

int main(int argc, char** argv) {
  const bool arena = argc > 1 && std::string_view(argv[1]) == "--arena";
  if (arena) sbatchlint::arena::install();
  TSParser* const parser = arena ? nullptr : new_parser();
  std::uint64_t nodes = 0;
  for (int i = arena ? 2 : 1; i < argc; ++i) {
    Work work{.text = text_of(argv[i])};
    if (!arena) {
      nodes += count_nodes(parser, work.text);
      continue;
    }
    if (sbatchlint::arena::run_capped(parse_in_arena, &work)) nodes += work.nodes;
    sbatchlint::arena::reset();
  }
  ts_parser_delete(parser);
  std::printf("%llu nodes\n", static_cast<unsigned long long>(nodes));
  return 0;
}
