#include "lint/summary.h"

#include <utility>

#include "job/facts.h"
#include "job/job.h"
#include "job/launchers.h"
#include "lint/match_command.h"

namespace sbatchlint {

namespace {

bool stands_in_file(Origin origin) { return origin == Origin::Directive || origin == Origin::ForeignDirective; }

ComponentSummary summarised(const Job& job, const Component& part) {
  ComponentSummary summary{.options = {}, .facts = facts_of(job, part)};
  for (const auto& [name, value] : part.settings) {
    OptionSummary option{.name = std::string(name), .value = value};
    if (const OptionUse* use = part.effective(name)) {
      option.known = use->state == ValueState::Known;
      option.origin = use->origin;
      if (stands_in_file(use->origin)) option.line = use->line;
    }
    summary.options.push_back(std::move(option));
  }
  return summary;
}

CommandSummary summarised(const Job& job, const Command& command) {
  CommandSummary summary{.chain = {},
                         .own = 0,
                         .span = command.span,
                         .conditional = command.context.conditional,
                         .hides = hides_commands(command)};
  const auto chain = chain_to(job.script, command, command.chain.size());
  for (const Invocation* invocation : chain) summary.chain.push_back(*invocation);
  std::size_t own = 0;
  for (const Invocation& invocation : command.chain) own += invocation.function ? 0 : 1;
  summary.own = summary.chain.size() - own;
  return summary;
}

}  // namespace

JobSummary summary_of(const Job& job) {
  JobSummary summary{.accepted = job.request.accepted,
                     .refusal = {},
                     .components = {},
                     .commands = {},
                     .is_batch_script = job.is_batch_script(),
                     .is_complete = job.script.parsed && job.script.cut == Cut::None};
  if (summary.accepted == false && !job.request.faults.empty()) summary.refusal = job.request.faults.front().message;
  for (const Component& part : job.request.components) summary.components.push_back(summarised(job, part));
  const Command* before = nullptr;
  for (const Call& call : job.calls()) {
    if (call.command != before) summary.commands.push_back(summarised(job, *call.command));
    before = call.command;
  }
  return summary;
}

}  // namespace sbatchlint
