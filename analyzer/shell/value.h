// What a shell variable may hold at one point of the script.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/word.h"

namespace sbatchlint {

// How many values a variable or a word may have before it counts as unknown.
inline constexpr std::size_t kMaxAlternatives = 8;
// Longer values count as unknown, and those with more unknown places.
inline constexpr std::size_t kMaxValueBytes = 16 * 1024;
inline constexpr std::size_t kMaxValueHoles = 64;

struct Value {
  enum class State : std::uint8_t {
    Outside,  // the script has not touched it: whatever the environment says
    Unknown,
    Unset,
    Scalar,  // `words` has one word; its alternatives are the other values it may have
    Array,   // `words` are its elements; one with the alternative "" may be missing
  };
  State state = State::Outside;
  // It comes from `${x:-d}` with an x from outside: d, unless somebody set it.
  bool assumed = false;
  std::vector<Word> words;

  [[nodiscard]] static Value unknown() { return {.state = State::Unknown}; }
  [[nodiscard]] static Value unset() { return {.state = State::Unset}; }
  [[nodiscard]] static Value scalar(Word word);
  [[nodiscard]] static Value array(std::vector<Word> words) {
    return {.state = State::Array, .words = std::move(words)};
  }

  [[nodiscard]] bool is_scalar() const { return state == State::Scalar; }
  [[nodiscard]] bool is_array() const { return state == State::Array; }
  // Every value it may have is known in full.
  [[nodiscard]] bool is_known_scalar() const { return is_scalar() && words.front().holes.empty(); }
};

// A word of which nothing is known. `splits`: it may become any number of words.
[[nodiscard]] Word unknown_word(Span span, bool splits);

// What holds whichever of the two happened.
[[nodiscard]] Value join(const Value& a, const Value& b);
[[nodiscard]] Word join_words(const Word& a, const Word& b);
// The same of two argument lists: words that only one of them has may be missing.
[[nodiscard]] std::vector<Word> join_lists(const std::vector<Word>& a, const std::vector<Word>& b);

// What `NAME+=VALUE` makes of a value.
[[nodiscard]] Value appended(Value value, const Value& more);

// `a` followed by `b` in one word.
void append_word(Word& a, const Word& b);

// The values of a word without holes: its text and its alternatives, applied to `change`.
template <typename Change>
[[nodiscard]] Word transformed(const Word& word, Change change) {
  Word result{.text = change(word.text), .span = word.span, .holes = {}, .alternatives = {}};
  for (const std::string& other : word.alternatives) {
    std::string text = change(other);
    if (text == result.text) continue;
    bool seen = false;
    for (const std::string& known : result.alternatives) seen = seen || known == text;
    if (!seen) result.alternatives.push_back(std::move(text));
  }
  return result;
}

}  // namespace sbatchlint
