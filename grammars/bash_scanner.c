/* Compiles the scanner so that all its memory comes from the allocator set with ts_set_allocator.
 *
 * TREE_SITTER_REUSE_ALLOCATOR does that for its arrays; the scanner itself is made with plain calloc and free. Memory of
 * another origin would leak where a parse is abandoned and its arena dropped. */
#define TREE_SITTER_REUSE_ALLOCATOR
#include <stdlib.h>

#include "tree_sitter/alloc.h"
#define calloc ts_calloc
#define free ts_free
#include "scanner.c"
