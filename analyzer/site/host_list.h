// Node names as Slurm writes many at once.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace sbatchlint {

// The names that a host list stands for, in its order: "a[08-10,3],b" is a08 a09 a10 a3 b. Several brackets multiply
// out ("r[1-2]n[1-2]" is four names). The digits before a dash give the width. Fails for unbalanced or nested brackets,
// an empty name or range, a range that runs backwards, and for more than 65,536 names.
// Slurm 26.05, src/common/hostlist.c, hostlist_create.
[[nodiscard]] Result<std::vector<std::string>> expand_host_list(std::string_view text);

// Names that count upwards: `prefix` and a number, padded with zeros to `width` digits. Every name has one spelling
// only: width is 0 where the number has no leading zero, and a name without a number at its end has `numbered` false.
struct HostRange {
  std::string prefix;
  bool numbered = false;
  std::uint32_t width = 0;
  std::uint64_t low = 0;
  std::uint64_t high = 0;

  [[nodiscard]] std::uint64_t count() const { return high - low + 1; }
  // The first name.
  [[nodiscard]] std::string first() const;
  [[nodiscard]] bool same_series(const HostRange& other) const {
    return numbered == other.numbered && width == other.width && prefix == other.prefix;
  }
  friend bool operator==(const HostRange&, const HostRange&) = default;
};

// The same list as ranges: the 5,000 names of "node[0001-5000]" cost one. Appends to `ranges`.
[[nodiscard]] Result<bool> read_host_ranges(std::string_view text, std::vector<HostRange>& ranges);

// A single name as a range of one.
[[nodiscard]] HostRange host_of(std::string_view name);

// "a[08-10]", "b": ranges as a host list of one line.
[[nodiscard]] std::string host_list_text(const std::vector<HostRange>& ranges);

}  // namespace sbatchlint
