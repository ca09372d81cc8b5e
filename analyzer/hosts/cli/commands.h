// The subcommands. Each takes its arguments and the world, and returns the exit status.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "hosts/cli/arguments.h"
#include "hosts/world/world.h"

namespace sbatchlint::cli {

// The whole program: `words` are the arguments without its name.
[[nodiscard]] int run(const std::vector<std::string>& words, const World& world);

[[nodiscard]] int run_check(const CheckArguments& arguments, const World& world);
[[nodiscard]] int run_explain(const ExplainArguments& arguments, const World& world);
[[nodiscard]] int run_rules(const RulesArguments& arguments, const World& world);
[[nodiscard]] int run_hook(const HookArguments& arguments, const World& world);
[[nodiscard]] int run_completions(const CompletionsArguments& arguments, const World& world);
[[nodiscard]] int run_site(const SiteArguments& arguments, const World& world);
[[nodiscard]] int run_grade(const GradeArguments& arguments, const World& world);
[[nodiscard]] int run_show(const ShowArguments& arguments, const World& world);
[[nodiscard]] int run_submit(const SubmitDoorArguments& arguments, const World& world);

// "sbatchlint: MESSAGE" on standard error, made safe for a terminal; the status of failure.
int complain(std::string_view message, const World& world);

// Writes to standard output; kFailed where not all of it was taken, else `status`.
[[nodiscard]] int print(std::string_view text, int status, const World& world);

// --color, NO_COLOR and the terminal, in this order.
[[nodiscard]] bool wants_color(When when, const World& world);

}  // namespace sbatchlint::cli
