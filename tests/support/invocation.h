// Invocations and commands from plain text, for tests of what asks about them and never reads a script.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "shell/script.h"

namespace sbatchlint::test {

// A word that stands at `begin`. `$NAME` is a word of which nothing is known and which may become several.
inline Word word(std::string_view text, std::uint32_t begin) {
  const Span span{begin, begin + static_cast<std::uint32_t>(text.size())};
  if (text.starts_with('$')) return {.text = {}, .span = span, .holes = {{.at = 0, .splits = true}}};
  return {.text = std::string(text), .span = span};
}

// "srun -n 2 hostname" with spans as in that text; words are separated by single blanks.
inline Invocation invocation(std::string_view text) {
  Invocation made;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    Word next = word(text.substr(at, end - at), static_cast<std::uint32_t>(at));
    if (at == 0) {
      made.name = next.text.substr(next.text.rfind('/') + 1);
      made.program = std::move(next);
    } else {
      made.args.push_back(std::move(next));
    }
    at = end + 1;
  }
  made.span = {0, static_cast<std::uint32_t>(text.size())};
  return made;
}

// A command of one invocation.
inline Command command(std::string_view text) {
  Command made;
  made.chain.push_back(invocation(text));
  made.span = made.chain.front().span;
  return made;
}

}  // namespace sbatchlint::test
