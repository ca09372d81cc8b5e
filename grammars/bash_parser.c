/* Compiles the generated bash parser with the optimiser on.
 *
 * parser.c opens with a pragma that turns optimisation off, which slows its lexing functions down for every parse.
 * _MSC_VER picks the one branch whose pragma gcc and clang ignore; the header, included first, still sees neither. */
#include "tree_sitter/parser.h"
#define _MSC_VER 1
#include "parser.c"
