// getopt_long as Slurm's tools use it (option string starting with `+`): no permutation, ends at the first bare word.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "options/option_spec.h"
#include "text/word.h"

namespace sbatchlint {

// One option as it was written. `--time 5`, `--time=5`, `-t5` and `-t 5` are all {time, value "5"}.
struct ParsedOption {
  const OptionSpec* spec = nullptr;
  std::size_t word = 0;        // index of the word that names it
  std::optional<Word> value;   // its span covers the value's own bytes; a hole in it stays a hole
  std::size_t value_word = 0;  // index of the word that holds the value; == word where attached
  Span span;                   // from the name to the end of the value
  Span name_span;              // `--time` or `-t` alone
  bool abbreviated = false;    // `--part`
  bool by_letter = false;      // `-t`
  bool clustered = false;      // not the first letter of its word: the `n` of `-Hn2`
};

enum class OptionErrorKind : std::uint8_t {
  Unknown,          // no such long option, or no such letter
  Ambiguous,        // a prefix of several
  MissingValue,     // the words end where a value is required
  UnexpectedValue,  // `--hold=yes`
};

struct OptionError {
  OptionErrorKind kind = OptionErrorKind::Unknown;
  std::size_t word = 0;
  Span span;                         // the name as written, `--foo` of `--foo=3`; one letter in a cluster
  std::string_view name;             // points into the words given: "foo" or "g"
  const OptionSpec* spec = nullptr;  // for MissingValue and UnexpectedValue
  std::size_t parsed_before = 0;     // how many options of the result stand before it
};

struct ParsedOptions {
  std::vector<ParsedOption> options;
  std::vector<OptionError> errors;            // getopt goes on after an error; Slurm stops at the first one
  std::optional<std::size_t> stopped_at;      // index of the first bare word, or of the word after `--`
  bool double_dash = false;                   // it stopped at `--`
  std::optional<std::size_t> uncertain_from;  // first word from which on a splitting hole makes the reading a guess
};

// So many options and mistakes one call returns at most; what lies behind them is left unread, and `uncertain_from`
// says so. A script written by a person has thirty.
inline constexpr std::size_t kMostParsedOptions = std::size_t{1} << 18;

// `plugins` are further long options with an optional argument that a site's SPANK plugins add.
[[nodiscard]] ParsedOptions parse_options(Tool tool, Release release, std::span<const Word> words,
                                          std::span<const std::string_view> plugins = {});

}  // namespace sbatchlint
