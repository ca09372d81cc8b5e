// SB409 fixed-port. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/launchers.h"
#include "job/layout.h"
#include "job/step.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"
#include "text/ascii.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sbatchlint::rules {
namespace {

constexpr auto kPortOptions =
    std::to_array<std::string_view>({"--main_process_port", "--main-process-port", "--master_port", "--master-port",
                                     "--rdzv_endpoint", "--rdzv-endpoint"});

// The digits at the end of a value: `29500`, `localhost:29500`. Port 0 is any free one.
std::optional<Span> literal_port(const Word& value, std::string_view text) {
  std::size_t digits = 0;
  while (digits < text.size() && is_digit(text[text.size() - 1 - digits])) ++digits;
  const std::optional<std::uint64_t> port = whole_number(text.substr(text.size() - digits));
  const bool whole = digits == text.size() || text[text.size() - 1 - digits] == ':';
  // Of `$HOST:29500` the digits are known; those of `29$X` are not.
  const bool cut = !value.holes.empty() && value.holes.back().at >= value.text.size() - digits;
  if (!port || !whole || cut || *port < 1024 || *port > 65535) return {};
  const auto end = value.span.end;
  return Span{end - static_cast<std::uint32_t>(digits), end};
}

// torchrun finds a free port by itself with `--standalone`. A word that nobody can read may be it, but not where it is
// the value of an option.
bool may_be_standalone(const Invocation& call) {
  bool takes_value = false;
  for (const Word& word : call.args) {
    if (word.is("--standalone") || (word.unknown() && !takes_value)) return true;
    takes_value = word.text.starts_with("--") && word.text.find('=') == std::string::npos;
  }
  return false;
}

bool may_choose_port(const Command& command) {
  return std::ranges::any_of(command.chain, [](const Invocation& call) {
    return launcher_kind(call) == LauncherKind::Processes && may_be_standalone(call);
  });
}

std::optional<Span> port_in(const Invocation& call) {
  if (call.name.empty()) return {};
  for (std::size_t i = 0; i < call.args.size(); ++i) {
    const Word& word = call.args[i];
    const std::size_t equals = word.text.find('=');
    const std::string_view name = std::string_view(word.text).substr(0, equals);
    if (!word.alternatives.empty() || std::ranges::find(kPortOptions, name) == kPortOptions.end()) continue;
    if (equals != std::string_view::npos) return literal_port(word, std::string_view(word.text).substr(equals + 1));
    if (i + 1 < call.args.size() && call.args[i + 1].alternatives.empty())
      return literal_port(call.args[i + 1], call.args[i + 1].text);
  }
  return {};
}

struct Port {
  Span span;
  Confidence confidence = Confidence::High;
};

// In the order of the text, variables first.
std::vector<Port> ports(const Job& job) {
  std::vector<Port> found;
  for (const Assignment& assignment : job.script.assignments) {
    if (assignment.name != "MASTER_PORT" || !assignment.value.known() || job.script.is_text(assignment.span.begin))
      continue;
    if (const auto port = literal_port(assignment.value, assignment.value.text)) found.push_back({.span = *port});
  }
  for (const Call& call : job.calls()) {
    if (may_choose_port(*call.command)) continue;
    if (const auto port = port_in(call.invocation()))
      found.push_back({.span = *port, .confidence = certainty(*call.command)});
  }
  return found;
}

// So many GPUs are a whole node nearly everywhere; a few less are one in a job of several nodes.
bool has_ports_alone(const Component& part) {
  constexpr std::uint64_t kWholeNodeGpus = 8;
  constexpr std::uint64_t kWholeNodeGpusOfSeveral = 4;
  const std::uint64_t least = least_node_count(part) > 1 ? kWholeNodeGpusOfSeveral : kWholeNodeGpus;
  return is_exclusive(part) || gpus_per_node(part).value_or(0) >= least;
}

// Silent on nodes that the job has for itself. A port that is used again is reported once.
void fixed_port(const Job& job, Report& report) {
  if (!request_is_whole(job) || has_ports_alone(job.request.components.front())) return;
  std::vector<std::string_view> reported;
  for (const Port& port : ports(job)) {
    const std::string_view written = job.source.slice(port.span);
    const bool seen = std::ranges::find(reported, written) != reported.end();
    if (seen || !std::ranges::all_of(written, is_digit)) continue;
    reported.push_back(written);
    report.at(port.span, "port {} may be taken by another job on the node", written)
        .help("derive the port from the job's id")
        .confidence(port.confidence)
        .fix({.title = "Derive the port from the job's id",
              .safety = Safety::Suggest,
              .edits = {{.span = port.span, .text = "$((10000 + SLURM_JOB_ID % 50000))"}}});
  }
}

}  // namespace

extern constinit const Rule SB409_fixed_port{
    .code = "SB409",
    .name = "fixed-port",
    .group = Group::Launch,
    .stage = Stage::Script,
    .level = Level::Note,
    .fixes = Fixes::Always,
    .check = fixed_port,
};

}  // namespace sbatchlint::rules
