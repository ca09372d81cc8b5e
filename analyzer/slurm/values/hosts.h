// Lists of hosts: --nodelist, --exclude, and the files that --nodefile names.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "options/release.h"
#include "slurm/values/reading.h"

namespace sbatchlint {

struct HostCount {
  std::uint64_t listed = 0;    // as written, repeats included
  std::uint64_t distinct = 0;  // above 8192 listed hosts, repeats are no longer looked for
  std::string shown;           // of a file: its hosts as one text, see show_hosts(); of the first 8192
};

// How many hosts `a[01-03,07],b2` names. Blanks separate as commas do. A refusal carries what is printed about the
// range at fault; its message is empty where nothing is. Slurm 22.05 to 26.05, src/common/hostlist.c, hostlist_create.
[[nodiscard]] Reading<HostCount> count_hosts(std::string_view text, Release release);

// How many hosts a file of them names: one line or many, commas between, `name*3`, comments from `#` on. `file` is what
// the user calls it; `wanted` stops the reading, and fewer are refused. Slurm 22.05 to 26.05, src/api/allocate.c,
// slurm_read_hostfile.
[[nodiscard]] Reading<HostCount> count_hosts_in_file(std::string_view content, std::string_view file,
                                                     std::optional<std::uint64_t> wanted);

// One text for many names, neighbours in brackets: "n[1-2],login". Slurm 22.05 to 26.05, src/common/hostlist.c,
// hostlist_push_host and hostlist_ranged_string.
[[nodiscard]] std::string show_hosts(std::span<const std::string_view> names);

}  // namespace sbatchlint
