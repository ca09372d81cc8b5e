// The library that reads TOML, for all who need it: no other file includes its header.
//
// toml++ 3.3 takes some broken texts for impossible (`[a.` at the end of a line; impl/parser.inl, parse_key): it
// asserts that they do not occur, and where NDEBUG is set, the compiler may rely on it. Here such a text is an error
// like any other.
#pragma once

#include <string_view>

namespace sbatchlint {
struct ImpossibleToml {};
[[noreturn]] inline void fail_impossible_toml() { throw ImpossibleToml(); }
}  // namespace sbatchlint

#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(expr) ((expr) ? static_cast<void>(0) : sbatchlint::fail_impossible_toml())
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")

namespace sbatchlint {

// Throws toml::parse_error where the text is not TOML, or has what the library must not see (toml_guard.h), and nothing
// else.
[[nodiscard]] toml::table parse_toml(std::string_view text, std::string_view file_name);

}  // namespace sbatchlint
