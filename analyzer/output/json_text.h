// JSON as it leaves the program: for every file of this project that prints some.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace sbatchlint {

// Appends the value, with `indent` blanks a level, or on one line where it is negative. What is no UTF-8 becomes
// U+FFFD. Characters that a terminal would act on and those without a glyph (display.h) are written as `\u202e`: a
// reader gets them as they are, and a terminal that is shown the report does not.
void append_json(std::string& out, const nlohmann::ordered_json& value, int indent);

// Appends a text as a JSON string, within quotes; the same bytes as append_json would.
void append_json_string(std::string& out, std::string_view text);

}  // namespace sbatchlint
