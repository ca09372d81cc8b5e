#include "shell/condition.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>

#include "shell/arithmetic.h"
#include "text/trim.h"

namespace sbatchlint {
namespace {

Status status_of(bool holds) { return holds ? Status::True : Status::False; }

std::optional<long> integer(std::string_view text) {
  long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return {};
  return value;
}

Status compare_numbers(std::string_view left, std::string_view op, std::string_view right) {
  const std::optional<long> a = integer(left);
  const std::optional<long> b = integer(right);
  if (!a || !b) return Status::Unknown;
  if (op == "-eq") return status_of(*a == *b);
  if (op == "-ne") return status_of(*a != *b);
  if (op == "-lt") return status_of(*a < *b);
  if (op == "-le") return status_of(*a <= *b);
  if (op == "-gt") return status_of(*a > *b);
  if (op == "-ge") return status_of(*a >= *b);
  return Status::Unknown;
}

bool is_pattern(std::string_view text) { return text.find_first_of("*?[") != std::string_view::npos; }

void add_operator(std::string_view text, std::vector<Word>& words) {
  words.push_back({.text = std::string(text), .span = {}, .holes = {}, .alternatives = {}});
}

}  // namespace

bool test_words(const Unit& unit, NodeId test, Expander& expander, std::vector<Word>& words) {
  const SyntaxTree& tree = unit.tree;
  if (tree.node(test).has_error) return false;
  const auto children = tree.children(test);
  if (children.empty()) return true;
  const NodeId expression = *children.begin();
  if (tree.node(expression).after != tree.node(test).after) return false;
  if (tree.kind(expression) != Kind::Other) {
    expander.fields(expression, words);
    return true;
  }
  // `! x`, `-n x` and `a = b` are of one kind; operators that are no node stand between the operands.
  std::uint32_t at = tree.node(expression).begin;
  for (const NodeId part : tree.children(expression)) {
    const SyntaxNode& node = tree.node(part);
    const std::string_view between = trimmed(unit.text.slice({.begin = at, .end = node.begin}));
    if (!between.empty()) add_operator(between, words);
    if (node.kind == Kind::Other && node.after != part + 1) return false;
    if (words.size() > 3) return false;
    expander.fields(part, words);
    at = node.end;
  }
  return at == tree.node(expression).end;
}

Status test_status(const std::vector<Word>& words) {
  if (words.empty()) return Status::False;
  if (!std::ranges::all_of(words, &Word::known)) return Status::Unknown;
  const std::string_view first = words[0].text;
  if (words.size() == 1) return status_of(!first.empty());
  const std::string_view second = words[1].text;
  if (words.size() == 2) {
    if (first == "-n") return status_of(!second.empty());
    if (first == "-z") return status_of(second.empty());
    return Status::Unknown;
  }
  if (words.size() != 3) return Status::Unknown;
  const std::string_view third = words[2].text;
  if (is_pattern(first)) return Status::Unknown;
  if (is_pattern(third)) {
    // Quotes, which make a pattern plain text, are gone: either way it has to fail.
    if (first == third || pattern_status(third, first) != Status::False) return Status::Unknown;
    if (second == "!=") return Status::True;
    return second == "=" || second == "==" ? Status::False : Status::Unknown;
  }
  if (second == "=" || second == "==") return status_of(first == third);
  if (second == "!=") return status_of(first != third);
  return compare_numbers(first, second, third);
}

Status test_in_job(std::string_view test, Environment& environment) {
  std::string_view text = trimmed(test);
  while (text.starts_with('[') && text.ends_with(']')) text = trimmed(text.substr(1, text.size() - 2));
  bool holds = true;
  const auto take = [&text](std::string_view word) {
    if (!text.starts_with(word)) return false;
    text = trimmed(text.substr(word.size()));
    return true;
  };
  if (take("! ")) holds = !holds;
  if (take("-z ")) {
    holds = !holds;
  } else {
    take("-n ");
  }
  if (text.size() > 1 && text.starts_with('"') && text.ends_with('"')) text = text.substr(1, text.size() - 2);
  if (!text.starts_with('$')) return Status::Unknown;
  text.remove_prefix(1);
  if (text.starts_with('{') && text.ends_with('}')) text = text.substr(1, text.size() - 2);
  // `${SLURM_JOB_ID:-}`, `${SLURM_JOB_ID+x}`
  const std::size_t end = std::min(text.find_first_of(":-+"), text.size());
  const std::string_view rest = text.substr(end);
  constexpr std::string_view kEmptyDefaults[] = {"", "-", ":-", "+x", ":+x", "+set", "+1"};
  if (std::ranges::find(kEmptyDefaults, rest) == std::end(kEmptyDefaults)) return Status::Unknown;
  constexpr std::string_view kOfEveryJob[] = {"SLURM_JOBID", "SLURM_JOB_ID", "SLURM_JOB_NODELIST", "SLURM_SUBMIT_DIR"};
  const std::string_view name = text.substr(0, end);
  if (std::ranges::find(kOfEveryJob, name) == std::end(kOfEveryJob)) return Status::Unknown;
  if (environment.value(environment.id(name)).state != Value::State::Outside) return Status::Unknown;
  return status_of(holds);
}

Status pattern_status(std::string_view pattern, std::string_view text) {
  if (pattern.find_first_of("[]\\()|$`\"'") != std::string_view::npos) return Status::Unknown;
  // Greedy with one place to come back to: the last `*`.
  std::size_t at = 0;
  std::size_t in_text = 0;
  std::size_t star = std::string_view::npos;
  std::size_t behind_star = 0;
  while (in_text < text.size()) {
    if (at < pattern.size() && pattern[at] == '*') {
      star = at++;
      behind_star = in_text;
    } else if (at < pattern.size() && (pattern[at] == '?' || pattern[at] == text[in_text])) {
      ++at;
      ++in_text;
    } else if (star != std::string_view::npos) {
      at = star + 1;
      in_text = ++behind_star;
    } else {
      return Status::False;
    }
  }
  return status_of(pattern.find_first_not_of('*', at) == std::string_view::npos);
}

Status arithmetic_status(std::string_view text, Environment& environment) {
  if (text.size() < 5 || !text.starts_with("((") || !text.ends_with("))")) return Status::Unknown;
  const std::optional<std::int64_t> value = arithmetic_value(text.substr(2, text.size() - 4), environment);
  return value ? status_of(*value != 0) : Status::Unknown;
}

}  // namespace sbatchlint
