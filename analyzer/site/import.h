// Writes the facts of a profile from what Slurm's own commands print. Policy is never written: it is for people.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "text/result.h"

namespace sbatchlint {

// A command that any user may run, and the name of a file that holds what it printed.
struct ImportSource {
  std::string_view command;
  std::string_view file;
  bool required = true;  // the accounting database may not be there, or may not answer everybody
};
inline constexpr std::array<ImportSource, 5> kImportSources = {{
    {"scontrol show config", "config.txt", true},
    {"scontrol -o show partition", "partition.txt", true},
    {"scontrol -o show node", "node.txt", true},
    {"sacctmgr -nP show qos format=Name,MaxWall,MaxTRES,MaxTRESPU,MaxJobsPU,Preempt", "qos.txt", false},
    {"sacctmgr -nP show assoc format=Account,DefaultQOS", "assoc.txt", false},
}};

// What the commands printed, in the order of kImportSources; "" where one did not answer.
using ImportTexts = std::array<std::string, kImportSources.size()>;

// The profile `name` as TOML, true on `day` (YYYY-MM-DD). Nodes that are equal share a table; what the output does not
// say is left out. Fails where there is no partition or no node, and where a line cannot be read.
[[nodiscard]] Result<std::string> import_profile(const ImportTexts& texts, std::string_view name, std::string_view day);

}  // namespace sbatchlint
