// Programs that watch something until they are ended: `nvidia-smi -l`, `watch`, an endless loop.
#pragma once

#include "job/job.h"

namespace sbatchlint {

// The call itself has no end. `nvidia-smi` alone, `nvidia-smi dmon -c 10` and `tail --pid=1 -f x` have one; so has a
// call whose options cannot be read.
[[nodiscard]] bool never_ends(const Invocation& call);

// The command has no end, or stands in a loop of the background that has none.
[[nodiscard]] bool never_ends(const Job& job, const Command& command);

}  // namespace sbatchlint
