// Text as HTML shows it: the one place where what strangers wrote becomes a part of a page.
#pragma once

#include <string>
#include <string_view>

namespace sbatchlint {

// Adds `text` with what HTML takes for markup escaped, in elements and in quoted attributes alike. What a terminal must
// not see, a reader must not miss either: control characters and overrides of direction become visible() first.
// `<b>` is `&lt;b&gt;`.
void append_html(std::string& out, std::string_view text);

// The same for a message: what stands in backticks becomes `<code>...</code>`.
void append_html_message(std::string& out, std::string_view text);

}  // namespace sbatchlint
