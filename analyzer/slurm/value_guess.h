// What a value that Slurm cannot read was most likely meant to be. Internal to this layer: guesses are not checked
// here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sbatchlint {

// Options whose values are written alike.
enum class ValueKind : std::uint8_t {
  Text,
  Time,
  Size,
  Count,
  Nodes,
  MailType,
  Moment,
  Array,
  Dependency,
  Signal,
  Gres,
  Gpus,
  Word
};

// A guess in Slurm's grammar: "1:00:00" for the time `1h`. It may be no better than what was written. `words` are the
// choices of ValueKind::Word, separated by blanks.
[[nodiscard]] std::optional<std::string> guess_value(ValueKind kind, std::string_view written, std::string_view words);

}  // namespace sbatchlint
