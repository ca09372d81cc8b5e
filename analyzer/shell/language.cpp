// Which language a script is written in: the shebang decides, as it does for the kernel.
#include <algorithm>
#include <array>
#include <string_view>

#include "shell/language.h"

namespace sbatchlint {
namespace {

struct Interpreter {
  std::string_view name;
  Language language;
};

constexpr std::array kInterpreters = {
    Interpreter{"Rscript", Language::R}, Interpreter{"ash", Language::Sh},    Interpreter{"bash", Language::Bash},
    Interpreter{"csh", Language::Csh},   Interpreter{"dash", Language::Sh},   Interpreter{"julia", Language::Julia},
    Interpreter{"ksh", Language::Ksh},   Interpreter{"ksh93", Language::Ksh}, Interpreter{"mksh", Language::Ksh},
    Interpreter{"perl", Language::Perl}, Interpreter{"sh", Language::Sh},     Interpreter{"tcsh", Language::Csh},
    Interpreter{"zsh", Language::Zsh},
};
static_assert(std::ranges::is_sorted(kInterpreters, {}, &Interpreter::name));

// The next word of `rest`, which is taken off it.
std::string_view next_word(std::string_view& rest) {
  constexpr std::string_view kBlanks = " \t\r";
  const auto begin = std::min(rest.find_first_not_of(kBlanks), rest.size());
  const auto end = std::min(rest.find_first_of(kBlanks, begin), rest.size());
  const std::string_view word = rest.substr(begin, end - begin);
  rest.remove_prefix(end);
  return word;
}

std::string_view base_name(std::string_view path) { return path.substr(path.rfind('/') + 1); }

// `env` runs the first of its words that is neither an option nor an assignment: `env -S A=1 bash -l` runs bash.
std::string_view interpreter_of(std::string_view line) {
  std::string_view name = base_name(next_word(line));
  if (name != "env") return name;
  while (!line.empty()) {
    const std::string_view word = next_word(line);
    if (!word.starts_with('-') && word.find('=') == std::string_view::npos) return base_name(word);
  }
  return {};
}

// `#!/usr/bin/env nix-shell` hands over to what a line below names: `#! nix-shell -i bash -p gromacs`.
std::string_view nix_interpreter(std::string_view script) {
  for (std::size_t at = script.find("\n#!"); at != std::string_view::npos; at = script.find("\n#!", at + 1)) {
    std::string_view line = script.substr(at + 3, script.find('\n', at + 3) - at - 3);
    while (!line.empty()) {
      if (next_word(line) == "-i") return base_name(next_word(line));
    }
  }
  return {};
}

}  // namespace

Language language_of(std::string_view script) {
  if (script.starts_with("\xEF\xBB\xBF")) script.remove_prefix(3);
  if (!script.starts_with("#!")) return Language::Bash;
  std::string_view name = interpreter_of(script.substr(2, script.find('\n') - 2));
  if (name == "nix-shell") name = nix_interpreter(script);
  if (name.starts_with("python") || name.starts_with("pypy")) return Language::Python;
  const auto* const row = std::ranges::lower_bound(kInterpreters, name, {}, &Interpreter::name);
  return row != kInterpreters.end() && row->name == name ? row->language : Language::Other;
}

bool is_posix_like(Language language) {
  switch (language) {
    case Language::Bash:
    case Language::Sh:
    case Language::Zsh:
    case Language::Ksh: return true;
    case Language::Csh:
    case Language::Python:
    case Language::Perl:
    case Language::R:
    case Language::Julia:
    case Language::Other: return false;
  }
  return false;
}

}  // namespace sbatchlint
