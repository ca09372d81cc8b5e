// Keeps keys and tokens of a script out of everything that is printed.
#pragma once

#include <string>

#include "lint/run_result.h"
#include "text/span.h"

namespace sbatchlint {

// The bytes of `span` with a `*` for each byte that a finding of the file declares secret (Diagnostic::secrets,
// suppressed findings included): what an output prints instead of `file.source.slice(span)`.
[[nodiscard]] std::string printable_slice(const FileResult& file, Span span);

// The whole file so: for outputs of many findings, as printable_slice looks at every finding each time.
[[nodiscard]] SourceText printable_source(const FileResult& file);

// Puts stars into whatever else quotes a secret of the file: the words of other findings, and their fixes' titles. A
// fix that would write a secret anew is dropped. Called once, when all findings of the file are known.
void conceal_secrets(FileResult& file);

}  // namespace sbatchlint
