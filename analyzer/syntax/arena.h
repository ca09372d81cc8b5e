// Where tree-sitter's memory comes from: one bump allocator a thread, capped and dropped as a whole.
#pragma once

#include <cstddef>

namespace sbatchlint::arena {

// What a parse may use before it is abandoned; reached by hostile input only (a 64 KiB script of the wild needs 8 MB).
inline constexpr std::size_t kByteCap = std::size_t{256} << 20;

// Makes tree-sitter allocate from the calling thread's arena. Cheap to call again; the first call changes the library
// for the whole process, which is why only syntax/ may use tree-sitter.
void install();

// Calls `work(data)`. False where it was abandoned: the cap was reached, or it called abandon(). `work` and everything
// it calls must leave no object behind whose destructor matters, since they are left by longjmp.
[[nodiscard]] bool run_capped(void (*work)(void* data), void* data);

// Leaves the run_capped() that is under way. Must be called from inside one.
[[noreturn]] void abandon();

// Bytes handed out since the last reset(), freed ones included where they could not be used again.
[[nodiscard]] std::size_t used();

// Forgets everything that was allocated. Keeps one small block for the next parse.
void reset();

}  // namespace sbatchlint::arena
