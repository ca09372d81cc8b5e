// Puts the reading of a script together.
#include "shell/script.h"

#include <algorithm>

#include "shell/language.h"
#include "syntax/tree.h"

namespace sbatchlint {

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
  script.analysed = std::min(source.size(), options.parse_limit);
  return script;
}

}  // namespace sbatchlint
