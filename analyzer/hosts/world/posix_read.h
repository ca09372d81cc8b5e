// How files are read, for posix.cpp alone.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "text/result.h"

namespace sbatchlint::posix {

enum class Part : std::uint8_t { Whole, Head };

// World::read_file, and World::read_head.
[[nodiscard]] Result<std::string> read_regular(const std::string& path, std::size_t limit, Part part);

// The functions of World that have these names.
[[nodiscard]] Result<std::string> read_below(const std::string& path, std::span<const std::string> roots,
                                             std::size_t limit);
[[nodiscard]] Result<std::string> read_standard_input(std::size_t limit);

}  // namespace sbatchlint::posix
