#include "job/mistakes.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "job/look_alikes.h"
#include "job/other_options.h"
#include "options/option_spec.h"
#include "text/template_hole.h"

namespace sbatchlint {
namespace {

constexpr bool starts_name(char c) { return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || c == '_'; }

std::span<const Word> words_of(const Job& job, std::uint32_t component) {
  const auto& components = job.directives.components;
  if (component >= components.size()) return {};
  return components[component];
}

bool same_line(const Job& job, Span a, Span b) { return job.source.line_of(a.begin) == job.source.line_of(b.begin); }

// "foo" of `--foo=3`; a letter of a cluster has no long name.
std::string_view long_name_of(std::string_view word) {
  if (!word.starts_with("--")) return {};
  word.remove_prefix(2);
  return word.substr(0, word.find('='));
}

bool other_release_has(Tool tool, std::string_view name) {
  return std::ranges::any_of(kReleases, [&](Release release) { return find_option(tool, release, name) != nullptr; });
}

Mistake mistake_of_unknown(const Job& job, const Fault& fault) {
  const std::string_view word = job.source.slice(fault.span);
  const std::string_view name = long_name_of(word);
  if (name.empty()) {
    const char letter = word.empty() ? '\0' : word.back();
    const bool other = letter != '\0' && owner_of_option(job, std::string_view(&letter, 1));
    return other ? Mistake::OptionOfOtherTool : Mistake::UnknownOption;
  }
  if (removed_option(name) != nullptr) return Mistake::RemovedOption;
  if (other_release_has(job.tool, name)) return Mistake::OtherRelease;
  std::string with_dashes(name);
  std::ranges::replace(with_dashes, '_', '-');
  if (other_release_has(job.tool, with_dashes)) return Mistake::UnknownOption;
  if (owner_of_option(job, with_dashes)) return Mistake::OptionOfOtherTool;
  if (plugin_of_option(name)) return Mistake::PluginOption;
  return Mistake::UnknownOption;
}

// A release that takes the same value, while the one at hand does not. Where no release is known, a
// fault is one in all of them.
bool another_release_takes(const Job& job, const OptionUse& use) {
  if (use.spec == nullptr || !job.request.release_known) return false;
  // Asked of a submission that has this option and nothing else.
  const SourceText empty_script("", "#!/bin/sh\n");
  const std::vector<std::string> option = {fmt::format("--{}={}", use.spec->name, use.parsed.value->text)};
  const auto refuses = [&](Release release) {
    const Request other = resolve_request(empty_script, read_directives(empty_script, release),
                                          {.release = release, .arguments = option});
    return std::ranges::any_of(other.faults, [](const Fault& fault) { return fault.kind == FaultKind::InvalidValue; });
  };
  return (job.request.release != kOldestRelease && !refuses(kOldestRelease)) ||
         (job.request.release != kNewestRelease && !refuses(kNewestRelease));
}

// Whether the word is the value that an option on its left was meant to have.
std::optional<Mistake> mistake_before(const Job& job, const Component& part, Span stray) {
  const auto words = words_of(job, part.index);
  const auto at = word_at(words, stray.begin);
  if (!at || *at == 0) return std::nullopt;
  // No more than three words: `--time`, `=` and the value.
  const Span near = cover(words[*at < 3 ? 0 : *at - 3].span, stray);
  for (const OptionUse& use : directive_uses(part, near)) {
    const auto spaced = spaced_equals(job, part, use);
    if (spaced && spaced->contains(stray)) return Mistake::SpacedEquals;
    const Word* value = spaced_optional_value(job, part, use);
    if (value != nullptr && value->span == stray) return Mistake::SpacedOptionalValue;
  }
  // The word before it was taken for the value of an option on another line: its own value is left over.
  const auto takes_word_before = [&](const OptionUse& use) {
    return takes_next_line(job, use) && words[*at - 1].span.contains(use.parsed.value->span);
  };
  if (std::ranges::any_of(directive_uses(part, near), takes_word_before)) return Mistake::NoOrExtraValue;
  // `--foo = 3` leaves two words behind.
  const bool behind_equals = *at > 1 && words[*at - 1].is("=");
  const Word& before = words[behind_equals ? *at - 2 : *at - 1];
  if (!same_line(job, before.span, stray)) return std::nullopt;
  const bool has_value = before.text.find('=') != std::string::npos;
  if (!has_value && single_dash_option(job, before) != nullptr) return Mistake::SingleDash;
  for (const Fault& fault : job.request.faults) {
    const bool unknown = fault.kind == FaultKind::UnknownOption || fault.kind == FaultKind::AmbiguousOption;
    if (unknown && !has_value && before.span.contains(fault.span) && !fault.span.empty()) return mistake_of(job, fault);
  }
  return std::nullopt;
}

// The word stands in a `$(...)` that an earlier word of the line opened.
bool is_inside_expansion(const Job& job, Span word) {
  const Span line = job.source.line_span(job.source.line_of(word.begin));
  const std::string_view before = job.source.slice({line.begin, word.begin});
  const auto opened = before.rfind("$(");
  if (opened != std::string_view::npos && before.find(')', opened) == std::string_view::npos) return true;
  return std::ranges::count(before, '`') % 2 == 1;
}

Mistake mistake_of_stray(const Job& job, const Fault& fault) {
  if (expansion_in(job, fault.span) || is_inside_expansion(job, fault.span)) return Mistake::Expansion;
  const Component& part = job.request.components[fault.component];
  const auto words = words_of(job, fault.component);
  const auto at = word_at(words, fault.span.begin);
  for (std::size_t i = at ? *at + 1 : 0; i-- > 0 && same_line(job, words[i].span, fault.span);) {
    const bool covers = span_with_quotes(job, words[i]).contains(fault.span);
    if (covers && typography_in(job, words[i])) return Mistake::Typography;
  }
  return mistake_before(job, part, fault.span).value_or(Mistake::StrayWord);
}

// Of an option whose value is wrong, missing, or should not be there.
Mistake mistake_of_value(const Job& job, const Component& part, const OptionUse& use) {
  const auto words = words_of(job, part.index);
  const auto at = word_at(words, use.parsed.name_span.begin);
  if (at && single_dash_option(job, words[*at]) != nullptr) return Mistake::SingleDash;
  if (spaced_equals(job, part, use)) return Mistake::SpacedEquals;
  if (short_equals(use)) return Mistake::ShortEquals;
  if (!use.parsed.value) return Mistake::NoOrExtraValue;
  const Span value = use.parsed.value->span;
  if (expansion_in(job, value)) return Mistake::Expansion;
  const std::string_view written = job.source.slice(value);
  if (find_look_alike(written)) return Mistake::Typography;
  if (use.parsed.value->text.empty() || takes_next_line(job, use)) return Mistake::NoOrExtraValue;
  if (another_release_takes(job, use)) return Mistake::OtherRelease;
  return Mistake::InvalidValue;
}

Mistake mistake_of_option_fault(const Job& job, const Fault& fault) {
  const auto words = words_of(job, fault.component);
  const auto at = word_at(words, fault.span.begin);
  if (at) {
    const Word& word = words[*at];
    if (single_dash_option(job, word) != nullptr) return Mistake::SingleDash;
    if (typography_in(job, word)) return Mistake::Typography;
    const bool about_name = fault.kind == FaultKind::UnknownOption;
    if (about_name && expansion_in(job, fault.span)) return Mistake::Expansion;
  }
  if (fault.kind == FaultKind::AmbiguousOption) return Mistake::UnknownOption;
  if (fault.kind == FaultKind::UnknownOption) return mistake_of_unknown(job, fault);
  if (fault.kind != FaultKind::InvalidValue) return Mistake::NoOrExtraValue;
  const Component& part = job.request.components[fault.component];
  const OptionUse* use = use_of(part, fault);
  return use == nullptr ? Mistake::InvalidValue : mistake_of_value(job, part, *use);
}

}  // namespace

std::string_view tool_name(Tool tool) {
  switch (tool) {
    case Tool::Sbatch: return "sbatch";
    case Tool::Srun: return "srun";
    case Tool::Salloc: return "salloc";
  }
  return {};
}

std::optional<Tool> owner_of_option(const Job& job, std::string_view name) {
  for (const Tool tool : {Tool::Srun, Tool::Salloc, Tool::Sbatch}) {
    if (tool == job.tool) continue;
    const OptionSpec* const option = name.size() == 1 ? find_short_option(tool, job.request.release, name.front())
                                                      : find_option(tool, job.request.release, name);
    if (option != nullptr) return tool;
  }
  return std::nullopt;
}

Mistake mistake_of(const Job& job, const Fault& fault) {
  if (fault.origin == Origin::ForeignDirective || fault.kind == FaultKind::ForeignLine) return Mistake::ForeignLine;
  if (fault.origin == Origin::CommandLine || fault.origin == Origin::Environment) return Mistake::Elsewhere;
  switch (fault.kind) {
    case FaultKind::Script: return Mistake::File;
    case FaultKind::Line:
      if (!job.directives.error) return Mistake::StrayWord;
      if (job.directives.error->kind == LineErrorKind::UnmatchedQuote) return Mistake::UnmatchedQuote;
      return is_component_colon(job, *job.directives.error) ? Mistake::Separator : Mistake::StrayWord;
    case FaultKind::UnknownOption:
    case FaultKind::AmbiguousOption:
    case FaultKind::MissingValue:
    case FaultKind::UnexpectedValue:
    case FaultKind::InvalidValue: return mistake_of_option_fault(job, fault);
    case FaultKind::StrayWord: return mistake_of_stray(job, fault);
    case FaultKind::Conflict:
    case FaultKind::Missing: return Mistake::Conflict;
    case FaultKind::ForeignLine: return Mistake::ForeignLine;
    case FaultKind::Other: return Mistake::InvalidValue;
  }
  return Mistake::InvalidValue;
}

const OptionUse* use_of(const Component& part, const Fault& fault) {
  for (const OptionUse& use : directive_uses(part, fault.span)) {
    const bool inside = use.parsed.span.begin <= fault.span.begin && fault.span.end <= use.parsed.span.end;
    if (use.spec == fault.spec && inside) return &use;
  }
  return nullptr;
}

// Those that carried over stand in front, those of other origins behind.
std::span<const OptionUse> directive_uses(const Component& part) {
  const auto written = [&part](const OptionUse& use) { return is_written_in(part, use); };
  const auto begin = std::ranges::find_if(part.uses, written);
  return {begin, std::partition_point(begin, part.uses.end(), written)};
}

std::span<const OptionUse> directive_uses(const Component& part, Span place) {
  const auto uses = directive_uses(part);
  const auto begin =
      std::ranges::partition_point(uses, [place](const OptionUse& use) { return use.parsed.span.end < place.begin; });
  const auto end = std::partition_point(begin, uses.end(),
                                        [place](const OptionUse& use) { return use.parsed.span.begin <= place.end; });
  return {begin, end};
}

std::optional<std::size_t> word_at(std::span<const Word> words, std::uint32_t offset) {
  // An empty value lies at the end of its word.
  const auto found = std::ranges::partition_point(words, [offset](const Word& word) { return word.span.end < offset; });
  if (found == words.end() || offset < found->span.begin) return std::nullopt;
  return static_cast<std::size_t>(found - words.begin());
}

std::optional<Span> spaced_equals(const Job& job, const Component& part, const OptionUse& use) {
  if (use.origin != Origin::Directive || !use.parsed.value) return std::nullopt;
  const auto words = words_of(job, part.index);
  const Word& value = *use.parsed.value;
  const auto name_at = word_at(words, use.parsed.name_span.begin);
  if (!name_at) return std::nullopt;
  const auto next_on_line = [&](std::size_t at) -> const Word* {
    if (at + 1 >= words.size() || !same_line(job, words[at + 1].span, words[*name_at].span)) return nullptr;
    return &words[at + 1];
  };
  const std::string_view written = job.source.slice(words[*name_at].span);
  const Span from_name{use.parsed.name_span.end, use.parsed.name_span.end};
  if (written.ends_with('=') && value.text.empty()) {
    const Word* meant = next_on_line(*name_at);
    if (meant == nullptr || meant->text.starts_with('-')) return std::nullopt;
    return cover(from_name, meant->span);
  }
  const bool apart = value.span.begin > words[*name_at].span.end;
  if (!apart || !value.text.starts_with('=') || !same_line(job, value.span, words[*name_at].span)) return std::nullopt;
  if (value.text != "=") return cover(from_name, value.span);
  const Word* meant = next_on_line(*name_at + 1);
  if (meant == nullptr || meant->text.starts_with('-')) return std::nullopt;
  return cover(from_name, meant->span);
}

bool short_equals(const OptionUse& use) {
  return use.origin == Origin::Directive && use.parsed.by_letter && use.parsed.value &&
         use.parsed.value_word == use.parsed.word && use.parsed.value->text.starts_with('=');
}

const OptionSpec* single_dash_option(const Job& job, const Word& word) {
  const std::string_view text = word.known_prefix();
  if (text.size() < 4 || text[0] != '-' || text[1] == '-') return nullptr;
  const std::string_view name = text.substr(1, text.find('=') - 1);
  if (name.size() < 3) return nullptr;
  return find_option(job.tool, job.request.release, name);
}

const Word* spaced_optional_value(const Job& job, const Component& part, const OptionUse& use) {
  if (use.origin != Origin::Directive || use.spec == nullptr || use.spec->argument != ArgumentKind::Optional ||
      use.parsed.value) {
    return nullptr;
  }
  const auto words = words_of(job, part.index);
  const auto at = word_at(words, use.parsed.name_span.begin);
  if (!at || *at + 1 >= words.size()) return nullptr;
  const Word& next = words[*at + 1];
  const bool bare = !next.text.starts_with('-') || next.text.find_first_not_of("-0123456789") == std::string::npos;
  return bare && same_line(job, next.span, words[*at].span) ? &next : nullptr;
}

bool takes_next_line(const Job& job, const OptionUse& use) {
  if (use.origin != Origin::Directive || !use.parsed.value || use.parsed.value_word == use.parsed.word) return false;
  const Word& value = *use.parsed.value;
  if (value.text.size() < 2 || value.text[0] != '-') return false;
  // The value may be what a quote that stays open has swallowed.
  if (job.directives.error && job.directives.error->line == use.line) return false;
  return !same_line(job, use.parsed.name_span, value.span);
}

bool is_component_colon(const Job& job, const LineError& error) {
  return error.kind == LineErrorKind::UnexpectedColon && job.source.slice(error.span) == ":";
}

std::optional<Span> expansion_in(const Job& job, Span word) {
  const std::string_view text = job.source.slice(word);
  if (std::ranges::none_of(text, [](char c) { return c == '$' || c == '`'; })) return std::nullopt;
  // A `$(date +%F)` goes on behind the blank that ends the word.
  const Span line = job.source.line_span(job.source.line_of(word.begin));
  const std::string_view to_line_end = job.source.slice({word.begin, line.end});
  const auto closing = [&](char close, std::size_t from) {
    const auto at = to_line_end.find(close, from);
    return at == std::string_view::npos ? text.size() : at + 1;
  };
  const auto place = [&](std::size_t begin, std::size_t end) {
    return Span{word.begin + static_cast<std::uint32_t>(begin), word.begin + static_cast<std::uint32_t>(end)};
  };
  const bool holes = job.directives.placeholders == Placeholders::Holes;
  for (std::size_t at = 0; at < text.size(); ++at) {
    // An escaped one was meant as it stands.
    if (text[at] == '\\') {
      ++at;
      continue;
    }
    // In a placeholder stands another language: `<%= resources$time %>`.
    if (holes && std::string_view("{<[%@!_X#*").find(text[at]) != std::string_view::npos) {
      if (const std::size_t hole = template_hole_in_directive(text, at)) {
        at += hole - 1;
        continue;
      }
    }
    if (text[at] == '`') return place(at, closing('`', at + 1));
    if (text[at] != '$' || at + 1 == text.size()) continue;
    const char next = text[at + 1];
    if (next == '{') return place(at, std::min(text.find('}', at), text.size() - 1) + 1);
    if (next == '(') return place(at, closing(')', at));
    if (!starts_name(next)) continue;
    std::size_t end = at + 2;
    while (end < text.size() && (starts_name(text[end]) || ('0' <= text[end] && text[end] <= '9'))) ++end;
    return place(at, end);
  }
  return std::nullopt;
}

std::optional<Span> typography_in(const Job& job, const Word& word) {
  const std::string_view text = job.source.slice(word.span);
  const bool is_text = text.starts_with("--comment") || text.starts_with("--job-name") || text.starts_with("-J");
  const bool is_option = text.starts_with('-');
  const std::size_t value = text.find('=') + 1;  // 0 where there is none
  for (auto at = find_look_alike(text); at; at = find_look_alike(text, *at + 1)) {
    const LookAlike found = *look_alike_at(text.substr(*at));
    const Span place{word.span.begin + static_cast<std::uint32_t>(*at),
                     word.span.begin + static_cast<std::uint32_t>(*at + found.bytes.size())};
    switch (found.kind) {
      case LookAlikeKind::Dash:
        if (*at == 0 || (is_option && value != 0 && *at < value)) return place;
        break;
      case LookAlikeKind::Quote:
        if (*at == 0 || *at == value || (is_option && *at + found.bytes.size() == text.size() && !is_text))
          return place;
        break;
      case LookAlikeKind::Blank:
        if (!is_text) return place;
        break;
    }
  }
  return std::nullopt;
}

Span span_with_quotes(const Job& job, const Word& word) {
  const auto find_quote = [](std::string_view text, std::size_t from) {
    auto at = find_look_alike(text, from);
    while (at && look_alike_at(text.substr(*at))->kind != LookAlikeKind::Quote) at = find_look_alike(text, *at + 1);
    return at;
  };
  const std::uint32_t line_end = job.source.line_span(job.source.line_of(word.span.begin)).end;
  const std::string_view rest = job.source.slice({word.span.begin, line_end});
  const auto open = find_quote(rest, 0);
  if (!open || *open >= word.span.size()) return word.span;
  const auto close = find_quote(rest, *open + 1);
  if (!close) return word.span;
  const auto end = static_cast<std::uint32_t>(*close + look_alike_at(rest.substr(*close))->bytes.size());
  return {.begin = word.span.begin, .end = std::max(word.span.end, word.span.begin + end)};
}

}  // namespace sbatchlint
