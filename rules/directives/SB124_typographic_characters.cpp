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
std::optional<Span> look_alike_in_value(const Job& job, const Component& part, const Word& word) {
  for (const OptionUse& use : part.uses) {
    const bool here = use.origin == Origin::Directive && use.parsed.value && word.span.contains(use.parsed.value->span);
    if (!here || use.state != ValueState::Invalid) continue;
    const auto at = find_look_alike(job.source.slice(use.parsed.value->span));
    if (!at) continue;
    const auto begin = use.parsed.value->span.begin + static_cast<std::uint32_t>(*at);
    const auto found = look_alike_at(job.source.slice({begin, word.span.end}));
    return Span{begin, begin + static_cast<std::uint32_t>(found->bytes.size())};
  }
  return std::nullopt;
}

// Every look-alike of the word in ASCII.
std::string in_ascii(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
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
      if (!place) place = look_alike_in_value(job, part, word);
      if (!place) continue;
      const LookAlike found = *look_alike_at(job.source.slice(*place));
      const std::string shown = found.ascii.empty() ? std::string("nothing") : concat("`", found.ascii, "`");
      report.at(*place, "{} stands where {} was meant", found.name, shown)
          .help("word processors and web pages put such characters in; type the option anew")
          .fix({.title = "Write the word in ASCII",
                .safety = Safety::Safe,
                .edits = {{.span = word.span, .text = in_ascii(written)}}});
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
    .check = typographic_characters,
};

}  // namespace sbatchlint::rules
