// What a fix would change, as a patch.
#pragma once

#include <string>
#include <string_view>

namespace sbatchlint {

// The unified difference of two texts that `git apply` and `patch -p1` take, with three lines of context; empty where
// they are equal. `path` is the file's, relative to the folder that the patch is applied in. Lines end at `\n` alone:
// a `\r` is part of its line. A missing final newline is said the way diff says it.
[[nodiscard]] std::string unified_diff(std::string_view path, std::string_view before, std::string_view after);

// A patch, or several, as a terminal shows it: every line through append_visible, with colours where wanted. It reads
// like the patch, and applies only where nothing had to be made visible.
[[nodiscard]] std::string shown_patch(std::string_view patch, bool color);

}  // namespace sbatchlint
