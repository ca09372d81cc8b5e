// Which mistake a refused option shows, so that each one is reported by the one rule that explains it best: `--nodes=
// 2` is a blank behind the `=`, not an empty value and a stray word.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "job/job.h"
#include "slurm/request.h"
#include "text/span.h"
#include "text/word.h"

namespace sbatchlint {

enum class Mistake : std::uint8_t {
  File,                 // the script as a whole: no shebang, DOS line breaks, empty
  UnmatchedQuote,       // in a directive
  RemovedOption,        // older releases had it
  OptionOfOtherTool,    // srun's or salloc's
  PluginOption,         // of a SPANK plugin that the site does not name
  UnknownOption,        // any other, and ambiguous abbreviations
  StrayWord,            // a word that is no option and no value
  NoOrExtraValue,       // a missing value, an empty one, one where none belongs, the next line's option taken for one
  InvalidValue,         // outside the option's grammar
  SpacedEquals,         // `--time = 5`, `--nodes= 2`
  ShortEquals,          // `-c=2`
  SingleDash,           // `-array=1-4`
  SpacedOptionalValue,  // `--nice 10`
  Expansion,            // `--time=$LIMIT`
  Typography,           // an en dash, typographic quotes, blanks that are none
  OtherRelease,         // fine in another release of Slurm
  Conflict,             // options that exclude or need one another
  Separator,            // a `:` between components
  ForeignLine,          // a #PBS or #BSUB line
  Elsewhere,            // on the command line or in the environment: nothing of the file is at fault
};

[[nodiscard]] Mistake mistake_of(const Job& job, const Fault& fault);

// "sbatch", "srun" or "salloc".
[[nodiscard]] std::string_view tool_name(Tool tool);
// Which of the other tools has an option of that name or letter; nothing where none has.
[[nodiscard]] std::optional<Tool> owner_of_option(const Job& job, std::string_view name);

// The option that the fault is about; null where it is not written in this component.
[[nodiscard]] const OptionUse* use_of(const Component& part, const Fault& fault);

// The option stands in a directive of this very component: options that carried over are not looked at twice.
[[nodiscard]] constexpr bool is_written_in(const Component& part, const OptionUse& use) {
  return use.origin == Origin::Directive && use.component == part.index;
}

// The options that this very component writes in its directives, in the order of the text.
[[nodiscard]] std::span<const OptionUse> directive_uses(const Component& part);
// Those of them that stand at least in part in `place`.
[[nodiscard]] std::span<const OptionUse> directive_uses(const Component& part, Span place);

// The questions behind it. Words are those of job.directives.components[part.index].

// The word that the byte belongs to, by its index; nothing where there is none.
[[nodiscard]] std::optional<std::size_t> word_at(std::span<const Word> words, std::uint32_t offset);

// `--time = 5`, `--time =5` or `--nodes= 2`: the bytes from the option's name to the value that was meant.
[[nodiscard]] std::optional<Span> spaced_equals(const Job& job, const Component& part, const OptionUse& use);

// `-c=2`: the value begins with the `=`.
[[nodiscard]] bool short_equals(const OptionUse& use);

// The long option that a word with one dash spells: "array" of `-array=1-4`. Nothing for a word that is no such slip.
[[nodiscard]] const OptionSpec* single_dash_option(const Job& job, const Word& word);

// `--nice 10`: the bare word behind an option that takes a value only with `=`.
[[nodiscard]] const Word* spaced_optional_value(const Job& job, const Component& part, const OptionUse& use);

// The value is the option of another line: `#SBATCH --job-name` above `#SBATCH --time=5`.
[[nodiscard]] bool takes_next_line(const Job& job, const OptionUse& use);

// The line error is a `:` between components, as the command line of sbatch has it.
[[nodiscard]] bool is_component_colon(const Job& job, const LineError& error);

// Where `$NAME`, `${`, `$(` or a backquote stands in the word, or a leading `~` of a path: the part that would expand
// in a shell.
[[nodiscard]] std::optional<Span> expansion_in(const Job& job, Span word);

// The first look-alike in a word of a directive that is not meant as text: a dash where an option begins, a quote
// around a value, a blank that is none. Nothing for `--job-name=a–b`.
[[nodiscard]] std::optional<Span> typography_in(const Job& job, const Word& word);

// What typographic quotes were meant to hold together: the bytes of `--job-name=“my run”`, of which `word` is
// `--job-name=“my`. The span of the word itself where no such quote is left open in it.
[[nodiscard]] Span span_with_quotes(const Job& job, const Word& word);

}  // namespace sbatchlint
