// Archives of strangers, read in memory: nothing is ever unpacked to a disk, and whatever an archive says of paths,
// sizes and links, reading it ends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "text/result.h"

namespace sbatchlint {

struct ArchiveLimits {
  std::size_t entries = 100'000;
  std::size_t unpacked = std::size_t{512} << 20U;  // bytes of everything that is unpacked, read or not
  std::size_t one_file = std::size_t{8} << 20U;    // bytes of one file that is kept
};

struct ArchiveEntry {
  std::string path;  // parts joined by `/`, without `.`, `..` and empty ones
  bool is_folder = false;
  std::string bytes;                     // of a file without trouble
  std::string trouble;                   // why there are none: "it is a symbolic link"
  std::optional<std::int64_t> modified;  // seconds since 1970
};

struct ArchiveContent {
  std::vector<ArchiveEntry> entries;  // in the order of the archive
  std::string trouble;                // why the rest of it was not read; empty: it was read to its end
};

// Reads zip and tar, plain or compressed by gzip, bzip2 or xz. Never fails: what cannot be read is said in `trouble`.
// An entry whose path leads out of the archive keeps the rest of its path, and is not read.
[[nodiscard]] ArchiveContent read_archive(std::string_view bytes, const ArchiveLimits& limits);

}  // namespace sbatchlint
