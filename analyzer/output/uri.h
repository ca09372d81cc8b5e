// File names as addresses (RFC 3986).
#pragma once

#include <string>
#include <string_view>

namespace sbatchlint {

// Slashes and what may stand as it is are kept, every other byte becomes %XX: "a b/ä" is "a%20b/%C3%A4".
[[nodiscard]] std::string percent_encoded(std::string_view path);

// "/home/you/x" is "file:///home/you/x".
[[nodiscard]] std::string file_uri(std::string_view absolute_path);

// `name`, taken from the folder `here` where it is relative, without `.` and `..`: "/a/b" and "../c" are "/a/c".
[[nodiscard]] std::string lexical_path(std::string_view here, std::string_view name);

// The part of `path` below `root` (no final slash); empty where it does not lie there.
[[nodiscard]] std::string_view path_below(std::string_view root, std::string_view path);

}  // namespace sbatchlint
