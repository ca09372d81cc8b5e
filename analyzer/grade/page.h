// What the HTML pages of results share. Internal to this layer.
#pragma once

#include <string>
#include <string_view>

namespace sbatchlint {

// Everything up to the first element of the body: one file that needs nothing beside itself and fetches nothing.
void append_page_head(std::string& out, std::string_view title);
void append_page_tail(std::string& out);

}  // namespace sbatchlint
