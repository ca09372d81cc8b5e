// Splits the words of a command into the programs that it runs, one inside the other.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "shell/script.h"
#include "shell/wrapper.h"
#include "text/word.h"

namespace sbatchlint {

// One program of the chain, as positions among the command's words.
struct Link {
  std::size_t program = 0;  // the word that names it
  std::size_t end = 0;      // behind the last of its own words
  std::string name;
  const WrapperRow* row = nullptr;
  bool uncertain = false;
};

// Words that are read by a shell as text: those of `bash -c`, or of `ssh HOST`, joined by blanks.
struct TextWords {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t parameters = 0;  // the first word behind the text that becomes `$0`
  std::size_t skip = 0;        // bytes in front of it in the first word: `--command=`
};

struct Chain {
  std::vector<Link> links;
  std::optional<TextWords> text;
  std::size_t end = 0;  // behind the last word of the last program: parallel's `:::` ends it early
};

// `words` are those of one simple command; at least one.
[[nodiscard]] Chain resolve_chain(std::span<const Word> words);

// "srun" for `/usr/bin/srun` and for `"$DIR"/srun`; "" where it is not known.
[[nodiscard]] std::string program_name(const Word& word);

}  // namespace sbatchlint
