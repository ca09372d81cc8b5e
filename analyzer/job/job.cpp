// The questions that many rules ask. Each answer follows the commands from the innermost outwards.
#include "job/job.h"

#include <algorithm>

namespace sbatchlint {
namespace {

// Text that is written or submitted becomes a script of its own: it does not run here.
bool is_elsewhere(const Command& command) {
  return command.via == Via::WrittenScript || command.via == Via::SubmittedScript;
}

const Command* outer_of(const Script& script, const Command& command) {
  return command.outer ? &script.commands[*command.outer] : nullptr;
}

bool runs_here(const Script& script, const Command& command) {
  for (const Command* at = &command; at != nullptr; at = outer_of(script, *at)) {
    if (!at->reachable || is_elsewhere(*at)) return false;
  }
  return true;
}

bool is_one_of(std::string_view name, std::span<const std::string_view> names) {
  return std::ranges::find(names, name) != names.end();
}

bool is_more_than_zero(const Setting<Count>& count) { return count.known() && count.value().value > 0; }

bool has_gpu_for_certain(const Component& part) {
  return is_more_than_zero(part.gpu.total) || is_more_than_zero(part.gpu.per_node);
}

bool has_none_for_certain(const Component& part) {
  return !part.gpu.asked || (part.gpu.total.known() && part.gpu.total.value().value == 0);
}

}  // namespace

std::vector<Call> running_calls(const Script& script) {
  std::vector<Call> found;
  found.reserve(script.commands.size() + script.commands.size() / 4);
  for (const Command& command : script.commands) {
    if (!runs_here(script, command)) continue;
    for (std::size_t position = 0; position < command.chain.size(); ++position) {
      if (!command.chain[position].function) found.push_back({.command = &command, .position = position});
    }
  }
  return found;
}

std::vector<Call> Job::calls(std::string_view name) const {
  std::vector<Call> found;
  for (const Call& call : all_calls) {
    if (call.invocation().name == name) found.push_back(call);
  }
  return found;
}

bool Job::runs_inside(const Call& call, std::span<const std::string_view> names) const {
  const auto inner = call.command->chain.begin() + static_cast<std::ptrdiff_t>(call.position);
  const auto matches = [names](const Invocation& invocation) { return is_one_of(invocation.name, names); };
  if (std::any_of(call.command->chain.begin(), inner, matches)) return true;
  for (const Command* at = outer_of(script, *call.command); at != nullptr; at = outer_of(script, *at)) {
    if (std::ranges::any_of(at->chain, matches)) return true;
  }
  return false;
}

bool Job::is_batch_script() const {
  if (submitted || !directives.lines.empty() || directives.error || !directives.near_misses.empty()) return true;
  // Beyond what was parsed nobody knows: it may stand in a heredoc.
  const auto is_comment = [this](const DirectiveLine& line) {
    const bool was_seen = !script.parsed || line.span.begin < script.analysed;
    return was_seen && !script.is_text(line.span.begin);
  };
  if (std::ranges::any_of(directives.late, is_comment)) return true;
  // Options given beside the file say that it is submitted.
  return std::ranges::any_of(request.components, [](const Component& part) { return !part.uses.empty(); });
}

bool Job::may_have_gpu() const { return !std::ranges::all_of(request.components, has_none_for_certain); }

bool Job::has_gpu() const { return std::ranges::any_of(request.components, has_gpu_for_certain); }

}  // namespace sbatchlint
