// What `show` prints, as text and as JSON: one function a question, pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "hosts/cli/submit.h"
#include "shell/script.h"
#include "slurm/request.h"
#include "text/source_text.h"

namespace sbatchlint::cli {

using Json = nlohmann::ordered_json;

// Every command that a script runs, outermost wrapper first.
[[nodiscard]] std::string commands_text(const SourceText& source, const Script& script);
[[nodiscard]] Json commands_json(const SourceText& source, const Script& script);

// Site and release, and who chose them.
[[nodiscard]] std::string config_text(const ChosenSite& site, const SubmitArguments& arguments,
                                      const SubmitContext& context);
[[nodiscard]] Json config_json(const ChosenSite& site, const SubmitArguments& arguments, const SubmitContext& context);

}  // namespace sbatchlint::cli
