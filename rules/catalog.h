// The rules this build knows, each with its page: a table made by catalog.cmake from the files in this folder.
#pragma once

#include <span>

#include "lint/rule.h"

namespace sbatchlint::rules {

// In code order; alive as long as the program. Holds the engine's own diagnostics (SB0xx) too: they have no check.
std::span<const CatalogEntry> catalog();

}  // namespace sbatchlint::rules
