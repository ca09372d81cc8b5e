// A piece of a script as a message quotes it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sbatchlint {

// The first line without what continues it, cut to `limit` bytes between characters: "torchrun \⏎ train.py" is
// "torchrun"; what was cut shows as "...".
[[nodiscard]] std::string excerpt(std::string_view text, std::size_t limit = 48);

}  // namespace sbatchlint
