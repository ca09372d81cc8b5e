// SB707 module-under-sh. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/shebang.h"
#include "lint/report.h"
#include "lint/rule.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace sbatchlint::rules {
namespace {

// Any of these may define the function, or be it.
constexpr auto kMayDefine = std::to_array<std::string_view>({"", ".", "eval", "source"});

// Silent once a file was read or text evaluated, which is how a script defines `module` for itself.
void module_under_sh(const Job& job, Report& report) {
  if (job.script.language != Language::Sh || !job.is_batch_script()) return;
  if (shebang_asks_for(job.source, ShellMode::LoginOrInteractive)) return;
  if (std::ranges::any_of(job.script.functions, [](const Function& f) { return f.name == "module"; })) return;
  for (const Call& call : job.calls()) {
    const Invocation& program = call.invocation();
    if (std::ranges::find(kMayDefine, program.name) != kMayDefine.end()) return;
    if (program.name != "module" && program.name != "ml") continue;
    const bool in_script = call.command->via == Via::Script || call.command->via == Via::Function;
    if (!in_script || call.position != 0 || call.command->context.conditional) return;
    report.at(program.program.span, "`{}` is a function of the login shell, which `sh` need not have", program.name)
        .help("write #!/bin/bash -l on the first line");
    return;
  }
}

}  // namespace

extern constinit const Rule SB707_module_under_sh{
    .code = "SB707",
    .name = "module-under-sh",
    .group = Group::Environment,
    .stage = Stage::Script,
    .level = Level::Off,
    .fixes = Fixes::Never,
    .check = module_under_sh,
};

}  // namespace sbatchlint::rules
