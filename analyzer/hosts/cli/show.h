// What `show` prints, as text and as JSON: one function a question, pure.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "hosts/cli/plan.h"
#include "shell/script.h"
#include "slurm/directives.h"
#include "slurm/request.h"
#include "text/source_text.h"

namespace sbatchlint::cli {

using Json = nlohmann::ordered_json;

// A file as the layers below read it.
struct Understood {
  const SourceText& source;
  const Directives& directives;
  const Script& script;
  const Request& request;
};

// What sbatch would ask for, with the origin of every value. An option's value is Slurm's own spelling, or null where
// sbatch has no text for it; `accepted` is sbatch's own client's verdict, null where the file does not tell.
[[nodiscard]] std::string request_text(const Understood& understood);
[[nodiscard]] Json request_json(const Understood& understood);

// Every command that a script runs, outermost wrapper first.
[[nodiscard]] std::string commands_text(const SourceText& source, const Script& script);
[[nodiscard]] Json commands_json(const SourceText& source, const Script& script);

// What a plan was made of, and who said so: "--site", "/home/you/.sbatchlint.toml:3", "default".
[[nodiscard]] std::string config_text(const Plan& plan, const SubmitArguments& arguments);
[[nodiscard]] Json config_json(const Plan& plan, const SubmitArguments& arguments);

}  // namespace sbatchlint::cli
