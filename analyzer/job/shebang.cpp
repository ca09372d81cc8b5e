#include "job/shebang.h"

#include <cstddef>

namespace sbatchlint {
namespace {

// The next word of a line, cut off its front; empty at the end.
std::string_view take_word(std::string_view& line) {
  const std::size_t begin = line.find_first_not_of(" \t\r");
  if (begin == std::string_view::npos) return {};
  line.remove_prefix(begin);
  const std::string_view word = line.substr(0, line.find_first_of(" \t\r"));
  line.remove_prefix(word.size());
  return word;
}

bool has_letter(std::string_view option, char letter) {
  return option.starts_with('-') && !option.starts_with("--") && option.find(letter) != std::string_view::npos;
}

}  // namespace

bool shebang_asks_for(const SourceText& source, ShellMode mode) {
  std::string_view line = source.slice(source.line_span(0));
  if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);  // a byte-order mark: SB104 says what it does
  if (!line.starts_with("#!")) return false;
  line.remove_prefix(2);
  take_word(line);
  for (std::string_view word = take_word(line); !word.empty(); word = take_word(line)) {
    switch (mode) {
      case ShellMode::LoginOrInteractive:
        if (word == "--login" || has_letter(word, 'l') || has_letter(word, 'i')) return true;
        break;
      case ShellMode::ExitOnError:
        if (has_letter(word, 'e')) return true;
        break;
    }
  }
  return false;
}

}  // namespace sbatchlint
