#include "slurm/spelling.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "slurm/directives.h"
#include "slurm/request.h"
#include "slurm/value_guess.h"
#include "text/source_text.h"

namespace sbatchlint {
namespace {

struct GrammarRow {
  std::string_view option;
  ValueKind kind = ValueKind::Text;
  std::string_view words;  // for Word: what it may be, separated by blanks
};

constexpr std::string_view kTimeHelp =
    "a length of time is minutes, MINUTES:SECONDS, HOURS:MINUTES:SECONDS, or DAYS-HOURS with :MINUTES and :SECONDS if "
    "wanted; units are not written";
constexpr std::string_view kSizeHelp = "a size is a whole number of megabytes, or one followed by K, M, G or T";
constexpr std::string_view kCountHelp = "the value is a whole number";
constexpr std::string_view kNodesHelp = "a node count is a whole number, or a range such as 2-4";
constexpr std::string_view kMailHelp =
    "the types are NONE, BEGIN, END, FAIL, REQUEUE, ALL, INVALID_DEPEND, STAGE_OUT, TIME_LIMIT, TIME_LIMIT_90, "
    "TIME_LIMIT_80, TIME_LIMIT_50 and ARRAY_TASKS, with commas between and no blanks";
constexpr std::string_view kMomentHelp =
    "a time of day is HH:MM, a date YYYY-MM-DD, both are joined by a T; a delay is now+2hours, with second, minute, "
    "hour, day or week as its unit";
constexpr std::string_view kArrayHelp =
    "indices are numbers, ranges such as 0-9 and steps such as 0-9:3, with commas between; %4 at the end runs four at "
    "a "
    "time";
constexpr std::string_view kDependencyHelp =
    "a dependency is TYPE:JOBID, such as afterok:123:124, with commas between; singleton stands alone";
constexpr std::string_view kSignalHelp = "a signal is its name or number, [B:]SIGNAL[@SECONDS], such as B:USR1@120";
constexpr std::string_view kGresHelp = "a resource is NAME, NAME:COUNT or NAME:TYPE:COUNT, such as gpu:a100:2";
constexpr std::string_view kGpusHelp = "GPUs are COUNT or TYPE:COUNT, such as a100:2";

constexpr std::array kGrammar = std::to_array<GrammarRow>({
    {"array", ValueKind::Array, {}},
    {"begin", ValueKind::Moment, {}},
    {"cores-per-socket", ValueKind::Count, {}},
    {"cpus-per-gpu", ValueKind::Count, {}},
    {"cpus-per-task", ValueKind::Count, {}},
    {"deadline", ValueKind::Moment, {}},
    {"delay-boot", ValueKind::Time, {}},
    {"dependency", ValueKind::Dependency, {}},
    {"distribution", ValueKind::Word, "block cyclic plane arbitrary"},
    {"exclusive", ValueKind::Word, "user mcs topo"},
    {"gpus", ValueKind::Gpus, {}},
    {"gpus-per-node", ValueKind::Gpus, {}},
    {"gpus-per-socket", ValueKind::Gpus, {}},
    {"gpus-per-task", ValueKind::Gpus, {}},
    {"gres", ValueKind::Gres, {}},
    {"gres-flags", ValueKind::Word, "disable-binding enforce-binding multiple-tasks-per-sharing one-task-per-sharing"},
    {"hint", ValueKind::Word, "compute_bound memory_bound multithread nomultithread"},
    {"kill-on-invalid-dep", ValueKind::Word, "yes no"},
    {"mail-type", ValueKind::MailType, {}},
    {"mem", ValueKind::Size, {}},
    {"mem-per-cpu", ValueKind::Size, {}},
    {"mem-per-gpu", ValueKind::Size, {}},
    {"mincpus", ValueKind::Count, {}},
    {"no-kill", ValueKind::Word, "off no"},
    {"nodes", ValueKind::Nodes, {}},
    {"ntasks", ValueKind::Count, {}},
    {"ntasks-per-core", ValueKind::Count, {}},
    {"ntasks-per-gpu", ValueKind::Count, {}},
    {"ntasks-per-node", ValueKind::Count, {}},
    {"ntasks-per-socket", ValueKind::Count, {}},
    {"open-mode", ValueKind::Word, "append truncate"},
    {"profile", ValueKind::Word, "none all energy task lustre network"},
    {"propagate", ValueKind::Word, "ALL NONE AS CORE CPU DATA FSIZE MEMLOCK NOFILE NPROC RSS STACK"},
    {"signal", ValueKind::Signal, {}},
    {"sockets-per-node", ValueKind::Count, {}},
    {"tasks-per-node", ValueKind::Count, {}},
    {"threads-per-core", ValueKind::Count, {}},
    {"time", ValueKind::Time, {}},
    {"time-min", ValueKind::Time, {}},
    {"tmp", ValueKind::Size, {}},
    {"wait-all-nodes", ValueKind::Word, "0 1"},
});
static_assert(std::ranges::is_sorted(kGrammar, {}, &GrammarRow::option));

const GrammarRow* row_of(std::string_view option) {
  const auto* row = std::ranges::lower_bound(kGrammar, option, {}, &GrammarRow::option);
  return row != kGrammar.end() && row->option == option ? row : nullptr;
}

// Reads a script that holds nothing but this option.
bool is_taken(std::string_view option, std::string_view value, Release release) {
  if (value.empty() || value.find_first_of(" \t\n#'\"\\") != std::string_view::npos) return false;
  const SourceText script("", fmt::format("#!/bin/sh\n#SBATCH --{}={}\n", option, value));
  const Request request = resolve_request(script, read_directives(script, release), {.release = release});
  const OptionUse* use = request.components.front().effective(option);
  const bool refused =
      std::ranges::any_of(request.faults, [](const Fault& fault) { return fault.kind == FaultKind::InvalidValue; });
  return use != nullptr && use->state == ValueState::Known && !refused && request.controller_faults.empty();
}

}  // namespace

std::string_view value_grammar(std::string_view option) {
  const GrammarRow* row = row_of(option);
  if (row == nullptr) return {};
  switch (row->kind) {
    case ValueKind::Text: return {};
    case ValueKind::Time: return kTimeHelp;
    case ValueKind::Size: return kSizeHelp;
    case ValueKind::Count: return kCountHelp;
    case ValueKind::Nodes: return kNodesHelp;
    case ValueKind::MailType: return kMailHelp;
    case ValueKind::Moment: return kMomentHelp;
    case ValueKind::Array: return kArrayHelp;
    case ValueKind::Dependency: return kDependencyHelp;
    case ValueKind::Signal: return kSignalHelp;
    case ValueKind::Gres: return kGresHelp;
    case ValueKind::Gpus: return kGpusHelp;
    case ValueKind::Word: return {};
  }
  return {};
}

std::optional<std::string> nearest_value(std::string_view option, std::string_view written, Release release) {
  const GrammarRow* row = row_of(option);
  if (row == nullptr) return std::nullopt;
  auto guessed = guess_value(row->kind, written, row->words);
  if (!guessed || *guessed == written || !is_taken(option, *guessed, release)) return std::nullopt;
  return guessed;
}

}  // namespace sbatchlint
