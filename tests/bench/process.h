// Runs a program and says what it cost.
#pragma once

#include <string>
#include <vector>

namespace sbatchlint::bench {

// Runs `arguments` (the first is the program, searched in PATH) with its output thrown away. Returns the processor time
// it used, user and system, in milliseconds: unlike the clock on the wall it hardly sees who else is on the machine.
// Negative where the program could not be started or ended with a status above 1.
[[nodiscard]] double cpu_ms(const std::vector<std::string>& arguments);

[[nodiscard]] int process_id();

// Keeps this process and all it starts on one processor.
void stay_on_one_cpu();

}  // namespace sbatchlint::bench
