#include "shell/arithmetic.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "shell/names.h"
#include "text/ascii.h"
#include "text/trim.h"

namespace sbatchlint {
namespace {

constexpr auto kAssigning =
    std::to_array<std::string_view>({"++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "^=", "|=", "<<=", ">>="});

bool begins_with_assignment(std::string_view text) {
  if (text.starts_with('=')) return !text.starts_with("==");
  return std::ranges::any_of(kAssigning, [text](std::string_view op) { return text.starts_with(op); });
}

// `[i + 1]` of an element, if there is one.
std::string_view behind_index(std::string_view text) {
  if (!text.starts_with('[')) return text;
  return text.substr(std::min(text.find(']'), text.size() - 1) + 1);
}

}  // namespace

std::vector<std::string_view> assigned_in_arithmetic(std::string_view expression) {
  std::vector<std::string_view> names;
  for (std::size_t at = 0; at < expression.size();) {
    if (!is_name_character(expression[at])) {
      ++at;
      continue;
    }
    const std::size_t begin = at;
    while (at < expression.size() && is_name_character(expression[at])) ++at;
    const std::string_view name = expression.substr(begin, at - begin);
    if (!is_name(name)) continue;
    const std::string_view before = trimmed(expression.substr(0, begin));
    const bool stepped = before.ends_with("++") || before.ends_with("--");
    if (stepped || begins_with_assignment(trimmed(behind_index(trimmed(expression.substr(at)))))) names.push_back(name);
  }
  return names;
}

}  // namespace sbatchlint
