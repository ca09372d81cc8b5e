// Text as it may stand in an XML attribute or element.
#pragma once

#include <string>
#include <string_view>

namespace sbatchlint {

// Appends `text` with markup escaped, what is no UTF-8 replaced, and the characters that XML 1.0 has no way to hold
// (most control characters) replaced by U+FFFD. Newlines and tabs survive an attribute as references; so do characters
// that a terminal would act on or that have no glyph (display.h), which nobody who prints the report then sees raw.
void append_xml(std::string& out, std::string_view text);

// ` name="value"`
void append_attribute(std::string& out, std::string_view name, std::string_view value);

}  // namespace sbatchlint
