// The directive lines of a script exactly as sbatch finds and splits them. No option is interpreted here.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "options/release.h"
#include "text/source_text.h"
#include "text/span.h"
#include "text/word.h"

namespace sbatchlint {

// What sbatch checks of the whole file before it reads any directive, in its order; the first failure is final.
// Slurm 22.05 to 26.05, src/sbatch/sbatch.c, _get_script_buffer.
enum class ScriptFault : std::uint8_t { Empty, OnlyBlank, NoShebang, NulByte, DosLineBreaks };

enum class Marker : std::uint8_t { Sbatch, Slurm, Pbs, Bsub };

// One line that sbatch reads, or would have read had it stood above the first command.
struct DirectiveLine {
  std::uint32_t line = 0;  // 0-based
  Span span;               // the line without its newline
  Marker marker = Marker::Sbatch;
  std::uint32_t component = 0;   // of the heterogeneous job, from 0
  std::uint32_t first_word = 0;  // its words are words[first_word, first_word + word_count) of that component
  std::uint32_t word_count = 0;
  bool hetjob = false;             // it is a component separator (the word `hetjob` or `packjob`)
  std::optional<Span> comment;     // from the `#` that cuts the line to its end
  bool comment_cuts_word = false;  // that `#` stands inside a word: `--job-name=a#b`
  std::optional<Span> dropped;     // text that is lost in silence: what follows `""`, or `hetjob` and all behind it
  bool dropped_by_hetjob = false;  // which of the two
};

enum class LineErrorKind : std::uint8_t { UnmatchedQuote, UnexpectedColon };

// A line that ends the submission while words are being split.
struct LineError {
  LineErrorKind kind = LineErrorKind::UnmatchedQuote;
  std::uint32_t line = 0;
  std::uint32_t component = 0;
  Span span;         // of the quote, or of the word that begins with a colon
  Span rest;         // what sbatch quotes in its message: from the end of the word before to the end of the line
  char quote = '"';  // for UnmatchedQuote
};

// A line that looks like a directive and is none, in the header, where sbatch takes it for a comment.
enum class NearMissKind : std::uint8_t {
  Indented,   // ` #SBATCH`
  Spaced,     // `# SBATCH`
  Doubled,    // `##SBATCH`
  WrongCase,  // `#sbatch`, `#SBATCh`
  Misspelt,   // `#SBTACH`, `#BATCH`
};
struct NearMiss {
  NearMissKind kind = NearMissKind::Indented;
  std::uint32_t line = 0;
  Span span;    // the line without its newline
  Span marker;  // the part to be replaced by `#SBATCH`
  Span text;    // what follows the marker
};

// What `{{ name }}` and its like are: the text that sbatch would see, or holes that somebody fills before it does.
enum class Placeholders : std::uint8_t { Text, Holes };

// Everything about a script's header. Spans lie in the file.
struct Directives {
  std::optional<ScriptFault> fault;
  Span fault_span;                            // where: the first bytes, the NUL, the first CR LF
  std::vector<DirectiveLine> lines;           // effective ones, in order
  std::vector<std::vector<Word>> components;  // one argument vector each; at least one, may be empty
  std::optional<LineError> error;
  std::optional<std::uint32_t> header_end;  // offset of the first command's line; absent where no command follows
  std::vector<DirectiveLine> late;          // column-1 `#SBATCH` lines below it (heredocs and strings included: the
                                            // shell layer knows which are comments)
  std::vector<NearMiss> near_misses;
  // Lines of the header that are placeholders of a template and nothing else: `{{ directives }}`. What they become, if
  // anything, is not known; the header is read on behind them.
  std::vector<Span> template_lines;
  std::vector<DirectiveLine> foreign;  // the `#BSUB` lines that sbatch translates, else the `#PBS` lines; no words
  Placeholders placeholders = Placeholders::Text;  // as the lines were read
};

// Reads the header. `release` matters for `\ ` alone (a blank from 24.05 on, else the end of a word).
// Linear in the size of the file; any bytes are fine. Slurm 22.05 to 26.05, src/sbatch/opt.c, _opt_batch_script and
// get_argument. Foreign lines: src/sbatch/xlate.c, xlate_batch_script.
// With Placeholders::Holes a word that holds a placeholder is not known, and neither a blank nor a `#` in one counts.
[[nodiscard]] Directives read_directives(const SourceText& source, Release release,
                                         Placeholders placeholders = Placeholders::Text);

// The words of one line's text (what follows the marker) that starts at `offset` of the file: how a directive would
// read elsewhere, above the first command or with its marker spelt right, placeholders as holes. Stops where sbatch
// would stop.
[[nodiscard]] std::vector<Word> directive_words(std::string_view text, std::uint32_t offset, Release release);

}  // namespace sbatchlint
