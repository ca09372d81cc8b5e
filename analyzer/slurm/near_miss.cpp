#include "slurm/near_miss.h"

#include <algorithm>
#include <cstddef>

#include "slurm/values/text.h"
#include "text/ascii.h"
#include "text/nearest.h"

namespace sbatchlint {
namespace {

constexpr std::string_view kName = "SBATCH";
constexpr std::size_t kLongestMisspelling = 9;

// The parts of `  ##  SBATCH --time=5`.
struct Comment {
  std::size_t hashes = 0;      // offset of the first '#'
  std::size_t hash_count = 0;  // of them in a row
  std::size_t name = 0;        // offset of the first letter
  std::size_t name_end = 0;
};

Comment take_apart(std::string_view text) {
  Comment parts;
  const auto skip_blanks = [text](std::size_t at) {
    while (at < text.size() && is_blank(text[at])) ++at;
    return at;
  };
  parts.hashes = skip_blanks(0);
  std::size_t at = parts.hashes;
  while (at < text.size() && text[at] == '#') ++at;
  parts.hash_count = at - parts.hashes;
  parts.name = skip_blanks(at);
  at = parts.name;
  while (at < text.size() && is_letter(text[at]) && at - parts.name <= kLongestMisspelling) ++at;
  parts.name_end = at;
  return parts;
}

// Options follow, or nothing at all.
bool reads_like_options(std::string_view rest) {
  const auto first = std::ranges::find_if_not(rest, is_blank);
  return first != rest.end() && *first == '-';
}

std::optional<NearMissKind> kind_of(const Comment& parts, std::string_view name) {
  const bool spaced = parts.name > parts.hashes + parts.hash_count;
  if (name == kName) {
    if (parts.hash_count > 1) return NearMissKind::Doubled;
    if (spaced) return NearMissKind::Spaced;
    return NearMissKind::Indented;
  }
  // `# sbatch --array=1-9 job.sh` tells how to use the script.
  if (spaced || parts.hash_count > 1) return {};
  if (equals_ignoring_case(name, "sbatch")) return NearMissKind::WrongCase;
  const bool begins_alike = name.size() > 3 && (name.starts_with('S') || name.starts_with('B'));
  if (begins_alike && edit_distance(name, kName) <= 2) return NearMissKind::Misspelt;
  return {};
}

}  // namespace

std::optional<NearMiss> find_near_miss(std::string_view text, std::uint32_t offset) {
  const Comment parts = take_apart(text);
  const std::size_t length = parts.name_end - parts.name;
  if (length < kName.size() - 2 || length > kLongestMisspelling) return {};
  if (!reads_like_options(text.substr(parts.name_end))) return {};
  const auto kind = kind_of(parts, text.substr(parts.name, length));
  if (!kind) return {};
  const auto at = [offset](std::size_t position) { return offset + static_cast<std::uint32_t>(position); };
  return NearMiss{.kind = *kind,
                  .span = {.begin = offset, .end = at(text.size())},
                  .marker = {.begin = offset, .end = at(parts.name_end)},
                  .text = {.begin = at(parts.name_end), .end = at(text.size())}};
}

}  // namespace sbatchlint
