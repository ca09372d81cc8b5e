// SB409 fixed-port. Why, and examples: the page beside this file.
#include "job/job.h"
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
  if (!port || !whole || *port < 1024 || *port > 65535) return {};
  const auto end = value.span.end;
  return Span{end - static_cast<std::uint32_t>(digits), end};
}

std::optional<Span> port_in(const Invocation& call) {
  for (std::size_t i = 0; i < call.args.size(); ++i) {
    const Word& word = call.args[i];
    const std::size_t equals = word.text.find('=');
    const std::string_view name = std::string_view(word.text).substr(0, equals);
    if (!word.known() || std::ranges::find(kPortOptions, name) == kPortOptions.end()) continue;
    if (equals != std::string_view::npos) return literal_port(word, std::string_view(word.text).substr(equals + 1));
    if (i + 1 < call.args.size() && call.args[i + 1].known())
      return literal_port(call.args[i + 1], call.args[i + 1].text);
  }
  return {};
}

void report_port(const Job& job, Span port, Confidence confidence, Report& report) {
  const std::string_view written = job.source.slice(port);
  if (!std::ranges::all_of(written, is_digit)) return;
  report.at(port, "port {} may be taken by another job on the node", written)
      .help("derive the port from the job's id")
      .confidence(confidence)
      .fix({.title = "Derive the port from the job's id",
            .safety = Safety::Suggest,
            .edits = {{.span = port, .text = "$((10000 + SLURM_JOB_ID % 50000))"}}});
}

// So many GPUs are a whole node nearly everywhere.
constexpr std::uint64_t kWholeNodeGpus = 8;

// Silent on nodes that the job has for itself.
void fixed_port(const Job& job, Report& report) {
  if (!request_is_whole(job) || is_exclusive(job.request.components.front())) return;
  if (gpus_per_node(job.request.components.front()).value_or(0) >= kWholeNodeGpus) return;
  for (const Assignment& assignment : job.script.assignments) {
    if (assignment.name != "MASTER_PORT" || !assignment.value.known() || job.script.is_text(assignment.span.begin))
      continue;
    if (const auto port = literal_port(assignment.value, assignment.value.text)) {
      report_port(job, *port, Confidence::High, report);
    }
  }
  for (const Call& call : job.calls()) {
    if (const auto port = port_in(call.invocation())) report_port(job, *port, certainty(*call.command), report);
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
