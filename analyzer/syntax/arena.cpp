// A bump allocator with free lists for small pieces. Not thread-safe by design: every thread has its own.
#include "syntax/arena.h"

#include <tree_sitter/api.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <csetjmp>
#include <cstdint>
#include <cstdlib>
#include <cstring>

namespace sbatchlint::arena {
namespace {

constexpr std::size_t kFirstBlock = std::size_t{1} << 20;
constexpr std::size_t kUnit = 16;
constexpr std::size_t kSmallUnits = 33;  // pieces up to 512 bytes are kept for the next one of their size

// Stands before every piece; the size is what realloc has to copy.
struct alignas(kUnit) Header {
  std::size_t size = 0;
};

struct alignas(kUnit) Block {
  Block* next = nullptr;
  std::size_t size = 0;
};

struct FreePiece {
  FreePiece* next = nullptr;
};

struct Arena {
  char* at = nullptr;
  char* end = nullptr;
  Block* blocks = nullptr;  // newest first; the last one is kept by reset()
  std::size_t reserved = 0;
  std::size_t full_blocks = 0;  // bytes of the blocks before the newest
  std::array<FreePiece*, kSmallUnits> free{};
  std::jmp_buf* way_out = nullptr;

  Arena() = default;
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;
  ~Arena() { drop_blocks(nullptr); }

  void drop_blocks(const Block* keep) {
    while (blocks != keep) {
      Block* const next = blocks->next;
      std::free(blocks);
      blocks = next;
    }
  }
};

// tree-sitter passes its allocator no context: the arena cannot be an argument.
thread_local Arena t_arena;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

void start_block(Arena& arena, Block* block) {
  arena.at = reinterpret_cast<char*>(block + 1);
  arena.end = reinterpret_cast<char*>(block) + block->size;
}

// Blocks double, so that a large parse needs few of them.
void add_block(Arena& arena, std::size_t need) {
  std::size_t size = arena.blocks == nullptr ? kFirstBlock : arena.reserved;
  size = std::max(std::min(size, std::size_t{16} << 20), need + sizeof(Block));
  if (arena.reserved + size > kByteCap && arena.way_out != nullptr) abandon();
  auto* const block = static_cast<Block*>(std::malloc(size));
  if (block == nullptr) {
    if (arena.way_out != nullptr) abandon();
    std::abort();
  }
  arena.full_blocks = arena.reserved;
  block->next = arena.blocks;
  block->size = size;
  arena.blocks = block;
  arena.reserved += size;
  start_block(arena, block);
}

std::size_t rounded(std::size_t size) { return (std::max(size, kUnit) + kUnit - 1) & ~(kUnit - 1); }

Header* header_of(void* piece) { return static_cast<Header*>(piece) - 1; }

void* allocate(std::size_t wanted) {
  Arena& arena = t_arena;
  const std::size_t size = rounded(wanted);
  if (const std::size_t units = size / kUnit; units < kSmallUnits && arena.free[units] != nullptr) {
    FreePiece* const piece = arena.free[units];
    arena.free[units] = piece->next;
    return piece;
  }
  const std::size_t need = size + sizeof(Header);
  if (static_cast<std::size_t>(arena.end - arena.at) < need) add_block(arena, need);
  auto* const header = reinterpret_cast<Header*>(arena.at);
  header->size = size;
  arena.at += need;
  return header + 1;
}

void* allocate_zeroed(std::size_t count, std::size_t size) {
  void* const piece = allocate(count * size);
  std::memset(piece, 0, count * size);
  return piece;
}

bool is_newest(const Arena& arena, void* piece) {
  return static_cast<char*>(piece) + header_of(piece)->size == arena.at;
}

void release(void* piece) {
  if (piece == nullptr) return;
  Arena& arena = t_arena;
  const std::size_t units = header_of(piece)->size / kUnit;
  if (is_newest(arena, piece)) {
    arena.at = reinterpret_cast<char*>(header_of(piece));
  } else if (units < kSmallUnits) {
    auto* const free_piece = static_cast<FreePiece*>(piece);
    free_piece->next = arena.free[units];
    arena.free[units] = free_piece;
  }
}

void* reallocate(void* piece, std::size_t wanted) {
  if (piece == nullptr) return allocate(wanted);
  const std::size_t old_size = header_of(piece)->size;
  if (wanted <= old_size) return piece;
  Arena& arena = t_arena;
  const std::size_t size = rounded(wanted);
  if (is_newest(arena, piece) && static_cast<std::size_t>(arena.end - static_cast<char*>(piece)) >= size) {
    header_of(piece)->size = size;
    arena.at = static_cast<char*>(piece) + size;
    return piece;
  }
  void* const moved = allocate(wanted);
  std::memcpy(moved, piece, old_size);
  release(piece);
  return moved;
}

}  // namespace

void install() {
  [[maybe_unused]] static const bool kOnce = [] {
    ts_set_allocator(allocate, allocate_zeroed, reallocate, release);
    return true;
  }();
}

bool run_capped(void (*work)(void* data), void* data) {
  std::jmp_buf way_out;
  Arena& arena = t_arena;
  assert(arena.way_out == nullptr);
  arena.way_out = &way_out;
  if (setjmp(way_out) != 0) {
    t_arena.way_out = nullptr;
    return false;
  }
  work(data);
  t_arena.way_out = nullptr;
  return true;
}

void abandon() {
  assert(t_arena.way_out != nullptr);
  std::longjmp(*t_arena.way_out, 1);
}

std::size_t used() {
  const Arena& arena = t_arena;
  if (arena.blocks == nullptr) return 0;
  return arena.full_blocks + static_cast<std::size_t>(arena.at - reinterpret_cast<char*>(arena.blocks));
}

void reset() {
  Arena& arena = t_arena;
  if (arena.blocks == nullptr) return;
  Block* first = arena.blocks;
  while (first->next != nullptr) first = first->next;
  arena.drop_blocks(first);
  arena.reserved = first->size;
  arena.full_blocks = 0;
  arena.free = {};
  start_block(arena, first);
}

}  // namespace sbatchlint::arena
