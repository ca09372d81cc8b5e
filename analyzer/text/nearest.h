// "Did you mean": the candidate that a misspelt word most likely stands for.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace sbatchlint {

// How many single edits lead from one text to the other: a byte put in, left out or replaced, or two neighbours swapped
// (Damerau-Levenshtein, each stretch edited once). "tmie" and "time" are 1 apart. Case counts.
[[nodiscard]] std::size_t edit_distance(std::string_view a, std::string_view b);

// The candidate nearest to `word`; the first of several equally near ones. Nothing where all are too far off to be
// meant: more than a third of the word's length (at least one edit) away. `nearest("ntasts", {"nodes", "ntasks"})` is
// "ntasks". Words over 64 bytes have no nearest candidate. The answer points into `candidates`.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view word,
                                                      std::span<const std::string_view> candidates);

}  // namespace sbatchlint
