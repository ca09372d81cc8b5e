// SB124 typographic-characters. Why, and examples: the page beside this file.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "job/job.h"
#include "job/look_alikes.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// `--array=1–5`: a look-alike in a value that Slurm cannot read.
std::optional<Span> look_alike_in_value(const Job& job, const Word& word) {
  const auto is_here = [&](const Fault& fault) {
    return fault.kind == FaultKind::InvalidValue && word.span.contains(fault.span.begin);
  };
  const bool wrong =
      std::ranges::any_of(job.request.faults, is_here) || std::ranges::any_of(job.request.controller_faults, is_here);
  const auto at = wrong ? find_look_alike(job.source.slice(word.span)) : std::nullopt;
  if (!at) return std::nullopt;
  const auto begin = word.span.begin + static_cast<std::uint32_t>(*at);
  const auto found = look_alike_at(job.source.slice({begin, word.span.end}));
  return Span{begin, begin + static_cast<std::uint32_t>(found->bytes.size())};
}

// The dashes that a word begins with in ASCII: two in front of a long name, which were made one when made pretty.
std::string leading_dashes(std::string_view text, std::size_t& name) {
  while (name < text.size()) {
    const auto found = look_alike_at(text.substr(name));
    const bool dash = found && found->kind == LookAlikeKind::Dash;
    if (!dash && text[name] != '-') break;
    name += dash ? found->bytes.size() : 1;
  }
  if (name == 0) return {};
  const auto end = std::min(text.find('=', name), text.size());
  return end - name > 1 ? "--" : "-";
}

// Every look-alike of the word in ASCII.
std::string in_ascii(std::string_view text) {
  std::size_t at = 0;
  std::string out = look_alike_at(text) ? leading_dashes(text, at) : std::string();
  while (at < text.size()) {
    const auto found = look_alike_at(text.substr(at));
    out += found ? found->ascii : text.substr(at, 1);
    at += found ? found->bytes.size() : 1;
  }
  return out;
}

void typographic_characters(const Job& job, Report& report) {
  for (const Component& part : job.request.components) {
    if (part.index >= job.directives.components.size()) continue;
    for (const Word& word : job.directives.components[part.index]) {
      const std::string_view written = job.source.slice(word.span);
      const bool ascii = std::ranges::all_of(written, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
      if (ascii) continue;
      auto place = typography_in(job, word);
      if (!place) place = look_alike_in_value(job, word);
      if (!place) continue;
      const LookAlike found = *look_alike_at(job.source.slice(*place));
      const Span quoted = span_with_quotes(job, word);
      const std::string fixed = in_ascii(written);
      const bool begins = found.kind == LookAlikeKind::Dash && place->begin == word.span.begin;
      const std::string meant = begins ? fixed.substr(0, fixed.find_first_not_of('-')) : std::string(found.ascii);
      report.at(*place, "{} stands where {} was meant", found.name, meant.empty() ? "nothing" : concat("`", meant, "`"))
          .help("word processors and web pages put such characters in; type the option anew")
          .fix({.title = "Write the word in ASCII",
                .safety = Safety::Safe,
                .edits = {{.span = quoted, .text = in_ascii(job.source.slice(quoted))}}});
    }
  }
}

}  // namespace

extern constinit const Rule SB124_typographic_characters{
    .code = "SB124",
    .name = "typographic-characters",
    .group = Group::Directives,
    .level = Level::Error,
    .fixes = Fixes::Always,
    .command_lines = CommandLines::Values,
    .check = typographic_characters,
};

}  // namespace sbatchlint::rules
