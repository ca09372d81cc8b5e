#include "site/toml_text.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "site/toml_guard.h"

namespace sbatchlint {

namespace {

bool is_impossible(std::string_view text, std::string_view file_name) {
  try {
    (void)toml::parse(text, file_name);
  } catch (const ImpossibleToml&) {
    return true;
  } catch (const toml::parse_error&) {
    return false;
  }
  return false;
}

// The library reads from the first line on: once it stumbles over a line, it does so whatever follows.
toml::source_position place_of_impossible(std::string_view text, std::string_view file_name) {
  std::vector<std::size_t> ends;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    ends.push_back(at + 1);
  }
  const auto stumbles = [&](std::size_t end) { return is_impossible(text.substr(0, end), file_name); };
  const auto first = std::partition_point(ends.begin(), ends.end(), [&](std::size_t end) { return !stumbles(end); });
  return {.line = static_cast<toml::source_index>(first - ends.begin() + 1), .column = 1};
}

}  // namespace

toml::table parse_toml(std::string_view text, std::string_view file_name) {
  if (const auto flaw = find_toml_flaw(text)) {
    throw toml::parse_error(flaw->what,
                            toml::source_position{.line = static_cast<toml::source_index>(flaw->line), .column = 1});
  }
  try {
    return toml::parse(text, file_name);
  } catch (const ImpossibleToml&) {
    throw toml::parse_error("this is not TOML", place_of_impossible(text, file_name));
  }
}

}  // namespace sbatchlint
