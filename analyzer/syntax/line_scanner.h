// Where a line of shell ends that nothing holds open: no quote, no heredoc, no operator.
#pragma once

#include <cstdint>
#include <string_view>

namespace sbatchlint {

// From the front of a line to the front of the next one on which a statement may begin, past strings, heredocs, arrays
// and lines that go on. A guess, made in one pass: whoever relies on it asks the grammar.
[[nodiscard]] std::uint32_t next_statement_line(std::string_view text, std::uint32_t at);

}  // namespace sbatchlint
