// Puts the reading of a script together.
#include "shell/script.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <optional>
#include <string_view>
#include <utility>

#include "shell/language.h"
#include "shell/run.h"
#include "shell/templates.h"
#include "shell/walker.h"

namespace sbatchlint {
namespace {

Cut cut_of(ParseStop stop) {
  switch (stop) {
    case ParseStop::None: return Cut::None;
    case ParseStop::Budget: return Cut::Budget;
    case ParseStop::Memory: return Cut::Memory;
    case ParseStop::NulByte: return Cut::NulByte;
  }
  return Cut::None;
}

void note_stop(ParseStop stop, bool truncated, Script& script) {
  script.cut = cut_of(stop);
  if (script.cut != Cut::None) {
    script.analysed = 0;
  } else if (truncated) {
    script.cut = Cut::Size;
  }
}

// What bash would refuse, too. Other shells read some of it otherwise, and nobody knows what a template becomes.
void note_problems(const Unit& unit, Script& script) {
  const bool is_bash = script.language == Language::Bash || script.language == Language::Sh;
  if (!is_bash || script.placeholder || script.cut != Cut::None) return;
  for (SyntaxProblem problem : unit.scan.problems) {
    problem.span = unit.text.place(problem.span);
    script.problems.push_back(std::move(problem));
  }
}

// Where the first line begins that is neither blank nor a comment. The header of a job is a good part of it, and the
// parser has nothing to say about it.
std::size_t header_size(std::string_view text) {
  std::size_t at = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;
  while (at < text.size()) {
    const std::size_t first = text.find_first_not_of(" \t\r", at);
    if (first == std::string_view::npos) return text.size();
    if (text[first] != '#' && text[first] != '\n') return at;
    at = std::min(text.find('\n', first), text.size() - 1) + 1;
  }
  return text.size();
}

// Statements that were read again were looked at twice.
void drop_repeated_facts(Script& script) {
  const auto drop = [](auto& facts, auto span_of) {
    std::ranges::stable_sort(facts, {}, span_of);
    const auto same = [span_of](const auto& a, const auto& b) {
      return std::invoke(span_of, a) == std::invoke(span_of, b);
    };
    facts.erase(std::unique(facts.begin(), facts.end(), same), facts.end());
  };
  drop(script.variable_reads, &VariableUse::span);
  drop(script.heredocs, &Redirect::span);
  drop(script.strings, [](Span span) { return span; });
}

// The first `limit` bytes, to the end of a line.
std::string_view head_of(std::string_view text, std::uint32_t limit) {
  if (text.size() <= limit) return text;
  const std::size_t newline = text.rfind('\n', limit);
  return text.substr(0, newline == std::string_view::npos ? limit : newline + 1);
}

// Functions that nothing calls: what they hold is listed, but does not run.
void walk_uncalled(Run& run) {
  run.live = false;
  run.via = Via::Function;
  run.context = {.function = true};
  std::vector<FunctionBody> bodies;
  for (const auto& [name, definitions] : run.functions)
    bodies.insert(bodies.end(), definitions.begin(), definitions.end());
  std::ranges::sort(bodies, {}, &FunctionBody::index);
  for (const FunctionBody& body : bodies) {
    if (!run.script.functions[body.index].called) Walker(run, *body.unit).walk_body(body.body);
  }
}

// Commands were noted as they were walked: a function's where it is called.
void sort_by_place(Script& script) {
  const auto place = [](const Command& command) { return std::pair(command.span.begin, command.order); };
  if (std::ranges::is_sorted(script.commands, {}, place)) return;
  std::vector<std::size_t> order(script.commands.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return place(script.commands[i]); });
  std::vector<std::size_t> moved_to(order.size());
  std::vector<Command> sorted;
  sorted.reserve(order.size());
  for (const std::size_t i : order) {
    moved_to[i] = sorted.size();
    sorted.push_back(std::move(script.commands[i]));
  }
  for (Command& command : sorted) {
    if (command.outer) command.outer = moved_to[*command.outer];
  }
  for (NestedScript& nested : script.nested) nested.command = moved_to[nested.command];
  script.commands = std::move(sorted);
}

// A function's loops were noted at each of its calls.
void merge_loops(std::vector<Loop>& loops) {
  std::ranges::stable_sort(loops, [](const Loop& a, const Loop& b) {
    return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
  });
  std::vector<Loop> merged;
  for (const Loop& loop : loops) {
    if (merged.empty() || merged.back().span != loop.span) {
      merged.push_back(loop);
      continue;
    }
    merged.back().endless = merged.back().endless && loop.endless;
    merged.back().has_exit = merged.back().has_exit || loop.has_exit;
    merged.back().background = merged.back().background || loop.background;
  }
  loops = std::move(merged);
}

}  // namespace

bool Script::is_text(std::uint32_t offset) const {
  const auto holds = [offset](Span span) { return span.contains(offset); };
  return std::ranges::any_of(strings, holds) ||
         std::ranges::any_of(heredocs, [&](const Redirect& heredoc) { return heredoc.body && holds(*heredoc.body); });
}

Script read_script(const SourceText& source, const ShellOptions& options) {
  Script script;
  script.language = language_of(source.bytes());
  if (!is_posix_like(script.language)) return script;
  script.parsed = true;
  const std::string_view head = head_of(source.bytes(), options.parse_limit);
  script.analysed = static_cast<std::uint32_t>(head.size());
  const std::optional<Mended> filled = mended(head);
  if (filled) script.placeholder = filled->placeholder;
  Run run(script, options);
  run.expands_aliases = script.language == Language::Sh;
  const std::string_view text = filled ? std::string_view(filled->text) : head;
  const std::size_t header = header_size(text);
  const bool truncated = head.size() < source.size();
  const Unit& unit = run.units.emplace_back(ShellText(text.substr(header), static_cast<std::uint32_t>(header)),
                                            truncated ? TextEnd::CutOff : TextEnd::Own);
  note_stop(unit.tree.stop(), truncated, script);
  note_problems(unit, script);
  collect_facts(unit, true, script);
  Walker(run, unit).walk_unit();
  walk_uncalled(run);
  sort_by_place(script);
  merge_loops(script.loops);
  if (unit.tree.has_error()) drop_repeated_facts(script);
  return script;
}

}  // namespace sbatchlint
