#include "output/uri.h"

#include <algorithm>
#include <cstddef>

namespace sbatchlint {

std::string percent_encoded(std::string_view path) {
  constexpr std::string_view kUnreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string uri;
  for (const char c : path) {
    if (kUnreserved.find(c) != std::string_view::npos) {
      uri += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    uri += '%';
    uri += kDigits[byte / 16U];
    uri += kDigits[byte % 16U];
  }
  return uri;
}

std::string file_uri(std::string_view absolute_path) { return "file://" + percent_encoded(absolute_path); }

std::string lexical_path(std::string_view here, std::string_view name) {
  std::string path;
  const auto append_segments = [&path](std::string_view text) {
    while (!text.empty()) {
      const std::size_t slash = std::min(text.find('/'), text.size());
      const std::string_view segment = text.substr(0, slash);
      text.remove_prefix(std::min(slash + 1, text.size()));
      if (segment.empty() || segment == ".") continue;
      if (segment == "..") {
        path.resize(path.rfind('/') == std::string::npos ? 0 : path.rfind('/'));
      } else {
        path += '/';
        path += segment;
      }
    }
  };
  if (!name.starts_with('/')) append_segments(here);
  append_segments(name);
  return path.empty() ? "/" : path;
}

std::string_view path_below(std::string_view root, std::string_view path) {
  if (root == "/") root = {};
  if (path.size() <= root.size() + 1 || !path.starts_with(root) || path[root.size()] != '/') return {};
  return path.substr(root.size() + 1);
}

}  // namespace sbatchlint
