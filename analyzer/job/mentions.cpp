#include "job/mentions.h"

#include "text/ascii.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace sbatchlint {

bool in_comment_line(const Job& job, std::size_t offset) {
  const std::string_view bytes = job.source.bytes();
  const std::size_t newline = offset == 0 ? std::string_view::npos : bytes.rfind('\n', offset - 1);
  const std::size_t line = newline == std::string_view::npos ? 0 : newline + 1;
  const std::size_t first = bytes.find_first_not_of(" \t", line);
  return first != std::string_view::npos && bytes[first] == '#' && first <= offset &&
         !job.script.is_text(static_cast<std::uint32_t>(first));
}

namespace {

// They say where tasks go and how many jobs there are, not what is done: `ray_` does not stand in
// `SLURM_ARRAY_TASK_ID`.
constexpr std::string_view kWordsOfSlurm[] = {"--distribution", "slurm_array"};

}  // namespace

bool mentions(const Job& job, std::string_view text) {
  const std::string_view bytes = job.source.bytes();
  for (std::size_t at = bytes.find(text); at != std::string_view::npos; at = bytes.find(text, at + text.size())) {
    if (!in_comment_line(job, at)) return true;
  }
  return false;
}

bool mentions_any(const Job& job, std::span<const std::string_view> texts) {
  return std::ranges::any_of(texts, [&job](std::string_view text) { return mentions(job, text); });
}

bool hints_at(const Job& job, std::span<const std::string_view> texts) {
  std::string bytes(job.source.bytes());
  std::ranges::transform(bytes, bytes.begin(), to_lower);
  for (const std::string_view word : kWordsOfSlurm) {
    for (std::size_t at = bytes.find(word); at != std::string::npos; at = bytes.find(word, at)) {
      bytes.replace(at, word.size(), word.size(), ' ');
    }
  }
  return std::ranges::any_of(texts, [&bytes](std::string_view text) { return bytes.find(text) != std::string::npos; });
}

bool is_of_nested_script(const Job& job, std::uint32_t offset) {
  return std::ranges::any_of(job.script.nested, [offset](const NestedScript& nested) {
    return !nested.offsets.empty() && nested.offsets.front() <= offset && offset < nested.offsets.back();
  });
}

bool is_never_run(const Job& job, const Assignment& assignment) {
  return !assignment.reachable || std::ranges::any_of(job.script.functions, [&assignment](const Function& function) {
    return !function.called && function.body.contains(assignment.span);
  });
}

bool is_tested(const Job& job, const VariableUse& use) {
  const Span line = job.source.line_span(job.source.line_of(use.span.begin));
  const std::string_view before = job.source.slice({line.begin, use.span.begin});
  return before.find("[ ") != std::string_view::npos || before.find("test ") != std::string_view::npos;
}

}  // namespace sbatchlint
