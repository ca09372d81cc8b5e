#include "job/look_alikes.h"

#include <algorithm>
#include <array>

namespace sbatchlint {
namespace {

constexpr std::array kLookAlikes = std::to_array<LookAlike>({
    {LookAlikeKind::Dash, "\u2010", "-", "a Unicode hyphen"},
    {LookAlikeKind::Dash, "\u2011", "-", "a non-breaking hyphen"},
    {LookAlikeKind::Dash, "\u2012", "-", "a figure dash"},
    {LookAlikeKind::Dash, "\u2013", "-", "an en dash"},
    {LookAlikeKind::Dash, "\u2014", "--", "an em dash"},
    {LookAlikeKind::Dash, "\u2015", "--", "a horizontal bar"},
    {LookAlikeKind::Dash, "\u2212", "-", "a minus sign"},
    {LookAlikeKind::Quote, "\u2018", "'", "a typographic quote"},
    {LookAlikeKind::Quote, "\u2019", "'", "a typographic quote"},
    {LookAlikeKind::Quote, "\u201A", "'", "a typographic quote"},
    {LookAlikeKind::Quote, "\u201C", "\"", "a typographic quote"},
    {LookAlikeKind::Quote, "\u201D", "\"", "a typographic quote"},
    {LookAlikeKind::Quote, "\u201E", "\"", "a typographic quote"},
    {LookAlikeKind::Blank, "\u00A0", " ", "a no-break space"},
    {LookAlikeKind::Blank, "\u2002", " ", "an en space"},
    {LookAlikeKind::Blank, "\u2003", " ", "an em space"},
    {LookAlikeKind::Blank, "\u2007", " ", "a figure space"},
    {LookAlikeKind::Blank, "\u2009", " ", "a thin space"},
    {LookAlikeKind::Blank, "\u202F", " ", "a narrow no-break space"},
    {LookAlikeKind::Blank, "\u3000", " ", "an ideographic space"},
    {LookAlikeKind::Blank, "\u200B", "", "a zero-width space"},
    {LookAlikeKind::Blank, "\u2060", "", "a word joiner"},
    {LookAlikeKind::Blank, "\uFEFF", "", "a byte-order mark"},
});

}  // namespace

std::optional<LookAlike> look_alike_at(std::string_view text) {
  const auto* found =
      std::ranges::find_if(kLookAlikes, [text](const LookAlike& known) { return text.starts_with(known.bytes); });
  if (found == kLookAlikes.end()) return std::nullopt;
  return *found;
}

std::optional<std::size_t> find_look_alike(std::string_view text, std::size_t from) {
  for (std::size_t at = from; at < text.size(); ++at) {
    // All of them begin with one of four bytes.
    const char c = text[at];
    if ((c == '\xC2' || c == '\xE2' || c == '\xE3' || c == '\xEF') && look_alike_at(text.substr(at))) return at;
  }
  return std::nullopt;
}

}  // namespace sbatchlint
