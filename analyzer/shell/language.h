// Which language a script is written in.
#pragma once

#include <string_view>

#include "shell/script.h"

namespace sbatchlint {

// By the first line, as the kernel reads it: `#!/usr/bin/env -S bash -l` is Bash. A text without a shebang is Bash.
[[nodiscard]] Language language_of(std::string_view script);

}  // namespace sbatchlint
