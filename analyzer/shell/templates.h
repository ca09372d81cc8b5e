// Placeholders of template languages, and other text that is mended before it is parsed.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "text/span.h"

namespace sbatchlint {

struct Mended {
  std::string text;  // as long as the original: every byte keeps its place
  // The first placeholder that says that somebody fills the text before it is run. One in a comment, as in
  // `# see <https://...>`, says nothing of the kind. Absent: no template.
  std::optional<Span> placeholder;
};

// Replaces what would be no shell, or shell of another meaning: `{{ x }}`, `<%= x %>`, `%(x)s`, `@X@`, `<your name>`
// and their like become expansions of which nothing is known, `{% if x %}` becomes blanks, a backslash at the very end
// a blank. Nothing where there is nothing to replace, which costs one look at each byte.
[[nodiscard]] std::optional<Mended> mended(std::string_view text);

}  // namespace sbatchlint
