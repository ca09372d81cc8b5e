#include "site/command_pattern.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <fmt/format.h>

#include "text/split.h"

namespace sbatchlint {

namespace {

constexpr std::size_t kLongestCommandPattern = 1024;

}  // namespace

Result<CommandPattern> compile_command_pattern(std::string_view text) {
  const auto fail = [](std::string message) { return Error{.message = std::move(message), .place = {}}; };
  if (text.size() > kLongestCommandPattern) return fail("a command is longer than 1,024 bytes");
  CommandPattern pattern{.text = std::string(text), .programs = {}};
  bool wants_program = true;
  for (const std::string_view word : split(text, ' ')) {
    if (word.empty()) continue;
    if (word == ">") {
      if (wants_program) return fail("a `>` stands between two programs");
      wants_program = true;
      continue;
    }
    WordPattern read;
    for (const std::string_view one : split(word, '|')) {
      if (one.empty()) return fail(fmt::format("`{}` has an empty alternative", word));
      read.any.emplace_back(one);
    }
    if (wants_program) {
      pattern.programs.push_back({.name = std::move(read), .words = {}});
    } else {
      pattern.programs.back().words.push_back(std::move(read));
    }
    wants_program = false;
  }
  if (wants_program) return fail("a command needs the name of a program");
  return pattern;
}

bool matches_glob(std::string_view pattern, std::string_view text) {
  // Where the last `*` stood, and how far the text was read then: the only place to go back to.
  std::size_t star = std::string_view::npos;
  std::size_t mark = 0;
  std::size_t p = 0;
  std::size_t t = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace sbatchlint
