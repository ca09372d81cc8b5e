// One word of an argument vector, from a directive or from the shell, with what is not known about it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/span.h"

namespace sbatchlint {

// Something unknown stands in a word's text before the character at `at`: `gpu:$N` is "gpu:" with a hole at 4.
struct Hole {
  std::uint32_t at = 0;
  // The hole may become no word, one or many (an unquoted expansion in the shell): words after it may have shifted.
  bool splits = false;
  friend constexpr bool operator==(Hole, Hole) = default;
};

// `text` is what the program would see: quotes removed, known variables put in. In a directive a `$X` is text (Slurm
// does not expand); only template holes are holes there.
struct Word {
  std::string text;
  Span span;
  std::vector<Hole> holes;
  // Further values the word may have, each as possible as `text` (set in one branch, unset in another). Only for words
  // without holes. A rule that says "this happens" must hold for all of them; `any` of them is never proof.
  std::vector<std::string> alternatives;

  // Exactly one value, and it is `text`.
  [[nodiscard]] bool known() const { return holes.empty() && alternatives.empty(); }
  // Nothing at all is known.
  [[nodiscard]] bool unknown() const { return !holes.empty() && text.empty(); }
  [[nodiscard]] bool may_split() const {
    for (const Hole& hole : holes) {
      if (hole.splits) return true;
    }
    return false;
  }
  // The known characters before the first hole: `--gres=gpu:$N` has the prefix `--gres=gpu:`.
  [[nodiscard]] std::string_view known_prefix() const {
    return holes.empty() ? std::string_view(text) : std::string_view(text).substr(0, holes.front().at);
  }
  [[nodiscard]] bool is(std::string_view value) const { return known() && text == value; }
};

}  // namespace sbatchlint
