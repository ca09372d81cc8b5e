// Slurm's own words explained: what sbatch, the controller and `squeue` print, and the rules that find the cause
// before.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sbatchlint {

// Who says it: sbatch before it contacts the controller, the controller, `squeue` as the reason of a waiting job, or
// the accounting as the state of a finished one.
enum class MessageSource : std::uint8_t { Client, Controller, PendingReason, JobState };

// One row. In `text`, `*` stands for any run of characters ("Invalid directive found in batch script: *").
struct SlurmMessage {
  std::string_view text;
  MessageSource source = MessageSource::Client;
  std::string_view meaning;                 // what has happened, one or two sentences
  std::string_view remedy;                  // what to do, one sentence
  std::array<std::string_view, 6> codes{};  // rules that find the cause; unused places are empty
};

// All rows, in the order of who says it.
[[nodiscard]] std::span<const SlurmMessage> slurm_messages();

// The rows whose text occurs in `said`, the best (longest fixed text) first. Case, punctuation at the end, a leading
// `sbatch: error: ` and what Slurm puts around a pending reason (`(Resources)`) do not matter.
[[nodiscard]] std::vector<const SlurmMessage*> find_messages(std::string_view said);

[[nodiscard]] std::string_view message_source_name(MessageSource source);

}  // namespace sbatchlint
