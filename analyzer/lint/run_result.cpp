#include "lint/run_result.h"

#include <algorithm>

namespace sbatchlint {

std::uint32_t RunResult::count(Level level) const {
  std::uint32_t total = 0;
  for (const FileResult& file : files) {
    total += static_cast<std::uint32_t>(std::ranges::count(file.diagnostics, level, &Diagnostic::level));
  }
  return total;
}

}  // namespace sbatchlint
