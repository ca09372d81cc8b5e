// Places in the project's own JSON: {"start": {"line", "column", "offset"}, "end": {...}}.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "text/source_text.h"
#include "text/span.h"

namespace sbatchlint {

// Lines and columns (characters) are 1-based, offsets (bytes) 0-based; `end` is the place behind the last character.
[[nodiscard]] nlohmann::ordered_json json_span(const SourceText& source, Span span);

}  // namespace sbatchlint
