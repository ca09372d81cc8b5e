#include "text/excerpt.h"

namespace sbatchlint {
namespace {

bool is_continuation_byte(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

}  // namespace

std::string excerpt(std::string_view text, std::size_t limit) {
  std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  while (line.ends_with('\\') || line.ends_with(' ') || line.ends_with('\t')) line.remove_suffix(1);
  if (line.size() <= limit) return std::string(line);
  std::size_t end = limit;
  while (end > 0 && is_continuation_byte(line[end])) --end;
  return std::string(line.substr(0, end)) + "...";
}

}  // namespace sbatchlint
