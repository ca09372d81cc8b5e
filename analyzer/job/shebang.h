// The options of a script's first line: `#!/bin/bash -l`.
#pragma once

#include "text/source_text.h"

#include <cstdint>
#include <string_view>

namespace sbatchlint {

enum class ShellMode : std::uint8_t {
  LoginOrInteractive,  // -l, --login, -i: start files are read
  ExitOnError,         // -e
};

// Whether the shebang's options ask for it: true for `#!/bin/bash -le` and both modes.
[[nodiscard]] bool shebang_asks_for(const SourceText& source, ShellMode mode);

}  // namespace sbatchlint
