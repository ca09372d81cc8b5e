// Programs that run another program: one row each. A new wrapper is a new row.
#pragma once

#include <cstdint>
#include <string_view>

#include "options/option_spec.h"

namespace sbatchlint {

// What stands behind a wrapper's own words.
enum class Payload : std::uint8_t {
  Program,     // a program and its words
  Remote,      // the same for another machine: its words are joined and read by a shell there
  Step,        // srun, salloc: as Program, with the options of Slurm's table
  Shell,       // `-c TEXT`, a script, or commands on standard input
  TextOption,  // `-c TEXT`, like a shell; with operands a program may stand there instead: `flock FILE CMD`
  Template,    // GNU parallel: a program or a text, up to `:::`
  Find,        // behind `-exec`, up to `;` or `+`
  Python,      // behind `-m` with the module of a launcher
};

struct WrapperRow {
  std::string_view name;
  Payload payload = Payload::Program;
  // Options whose value is the next word: "-n --adjustment". One with a `+` takes two words.
  std::string_view values = {};
  // Words between the options and the program: the duration of `timeout`, the image of a container.
  std::uint8_t operands = 0;
  // It runs a program only behind one of these words: `conda run`. `singularity build` runs none.
  std::string_view subcommands = {};
  // Options with a value in front of that word.
  std::string_view global_values = {};
  // With one of these options it runs nothing: `command -v`.
  std::string_view instead = {};
  // The value of this option is a text that is split into the program and its words: `env -S 'nice ls'`.
  std::string_view text_option = {};
  // NAME=VALUE may stand in front of the program.
  bool assignments = false;
  // `values` lists the options *without* a value; all others take the next word: docker's are too many.
  bool values_are_flags = false;
  // Long options have one dash: `mpirun -np 4`.
  bool single_dash = false;
  Tool tool = Tool::Srun;
};

// The row of a program by its base name; null for a program that is no wrapper.
[[nodiscard]] const WrapperRow* find_wrapper(std::string_view name);

// Whether an option of the row takes the next `count` words as its value. `word` is the option as written, without
// `=VALUE`: `-n`, `-Hn`, `--adjustment`.
[[nodiscard]] std::size_t value_words(const WrapperRow& row, std::string_view options, std::string_view word);

// True where `list`, words with blanks between them, holds `word`.
[[nodiscard]] bool lists(std::string_view list, std::string_view word);

}  // namespace sbatchlint
