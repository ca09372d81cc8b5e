// How sure a finding about a command can be.
#pragma once

#include "lint/diagnostic.h"
#include "shell/script.h"

namespace sbatchlint::rules {

// `usual`, but low for a command that was only guessed from a line inside text that could not be parsed.
[[nodiscard]] constexpr Confidence certainty(const Command& command, Confidence usual = Confidence::High) {
  return command.via == Via::ErrorRecovery ? Confidence::Low : usual;
}

}  // namespace sbatchlint::rules
