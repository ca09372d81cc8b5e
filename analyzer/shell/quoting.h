// Text in the shell's quotes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sbatchlint {

// What `$'...'` stands for: `$'a\tb'` is a, tab, b. The quotes are part of `text`.
[[nodiscard]] std::string unquoted_ansi_c(std::string_view text);

// The text of a word that holds no expansion: `a"b c"'d'` is `ab cd`. Nothing where one stands in it.
[[nodiscard]] std::optional<std::string> unquoted_literal(std::string_view text);

}  // namespace sbatchlint
