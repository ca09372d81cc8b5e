// SB110 option-of-another-command. Why, and examples: the page beside this file.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "job/job.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "options/option_spec.h"

namespace sbatchlint::rules {
namespace {

void option_of_another_command(const Job& job, Report& report) {
  for (const Fault& fault : job.request.faults) {
    if (fault.kind != FaultKind::UnknownOption || mistake_of(job, fault) != Mistake::OptionOfOtherTool) continue;
    const std::string_view written = job.source.slice(fault.span);
    std::string name(written.substr(0, written.find('=')));
    const auto length = static_cast<std::uint32_t>(name.size());
    name.erase(0, std::min(name.find_first_not_of('-'), name.size()));
    std::ranges::replace(name, '_', '-');
    if (name.empty()) continue;
    const bool letter = !written.starts_with("--");
    if (letter) name.erase(0, name.size() - 1);
    const auto tool = owner_of_option(job, name);
    if (!tool) continue;
    const std::string_view owner = tool_name(*tool);
    report
        .at({fault.span.begin, fault.span.begin + length}, "`{}{}` is an option of {}, not of {}", letter ? "-" : "--",
            name, owner, tool_name(job.tool))
        .help(job.tool == Tool::Sbatch ? concat("give it to the ", owner, " that starts the program: `", owner,
                                                letter ? " -" : " --", name, "`")
                                       : concat("leave it out, or give it to ", owner));
  }
}

}  // namespace

extern constinit const Rule SB110_option_of_another_command{
    .code = "SB110",
    .name = "option-of-another-command",
    .group = Group::Directives,
    .level = Level::Error,
    .command_lines = CommandLines::Values,
    .check = option_of_another_command,
};

}  // namespace sbatchlint::rules
