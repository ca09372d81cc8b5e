// Keys, tokens and passwords that stand in a text as they are. Knows their shapes and the names people give them; a
// value from a variable, a placeholder or an example is none.
#pragma once

#include "text/span.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sbatchlint {

struct Credential {
  std::string_view kind;  // "a Hugging Face token", "a password"
  Span name;              // what may be shown: the variable or option that holds it, else the token's public prefix
  Span value;             // what may not be shown
  bool has_name = false;  // `name` is a name, not a prefix
};

// All credentials of a text, in its order, none overlapping: `export WANDB_API_KEY=0123…` has the name `WANDB_API_KEY`.
// Comments count: a key in a comment is as public as any.
[[nodiscard]] std::vector<Credential> find_credentials(std::string_view text);

// The values alone, to be starred out of whatever quotes the text.
[[nodiscard]] std::vector<std::string> credential_values(std::string_view text);

// Puts a star for each character of every secret that stands in `shown`, also where a variable has carried it there.
void star_out(std::string& shown, std::span<const std::string> secrets);

}  // namespace sbatchlint
