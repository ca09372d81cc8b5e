// SB409 fixed-port. Why, and examples: the page beside this file.
#include "job/job.h"
#include "job/launchers.h"
#include "job/layout.h"
#include "job/mentions.h"
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

constexpr auto kPortOptions = std::to_array<std::string_view>(
    {"--dist-url", "--dist_url", "--init-method", "--init_method", "--main_process_port", "--main-process-port",
     "--master_port", "--master-port", "--rdzv_endpoint", "--rdzv-endpoint"});

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

// `--master_port=29500` is a word of its own; `--master_port 29500` are two. `env MASTER_PORT=29500` sets the variable.
bool names_port(const Invocation& call, std::string_view name) {
  if (!name.starts_with("--")) return name == "MASTER_PORT" && call.name == "env";
  return std::ranges::find(kPortOptions, name) != kPortOptions.end();
}

std::string_view value_of(const Word& word) {
  const std::string_view text = word.text;
  const std::size_t equals = text.find('=');
  return equals == std::string_view::npos ? text : text.substr(equals + 1);
}

// The word that the port stands in.
const Word* port_word(const Invocation& call) {
  if (call.name.empty()) return nullptr;
  for (std::size_t i = 0; i < call.args.size(); ++i) {
    const Word& word = call.args[i];
    const std::size_t equals = word.text.find('=');
    if (!word.alternatives.empty() || !names_port(call, std::string_view(word.text).substr(0, equals))) continue;
    if (equals != std::string_view::npos) return &word;
    if (i + 1 < call.args.size() && call.args[i + 1].alternatives.empty()) return &call.args[i + 1];
  }
  return nullptr;
}

struct Port {
  Span span;
  Confidence confidence = Confidence::High;
};

// Quotes behind the digits are no part of them.
std::optional<Span> written_digits(const Job& job, Span place) {
  const std::string_view written = job.source.slice(place);
  if (written.ends_with('"') || written.ends_with('\'')) place = {place.begin - 1, place.end - 1};
  if (std::ranges::all_of(job.source.slice(place), is_digit)) return place;
  return {};
}

// Where the digits stand that a word ends with: there, or in the variable that it reads: `PORT=29500`.
std::optional<Span> place_of_digits(const Job& job, Span place, std::string_view text) {
  if (const auto digits = written_digits(job, place)) return digits;
  const std::string_view number = text.substr(text.size() - place.size());
  for (const Assignment& assignment : job.script.assignments) {
    if (!assignment.value.is(number) || assignment.value.span.size() < number.size()) continue;
    const std::uint32_t end = assignment.value.span.end;
    return written_digits(job, {end - place.size(), end});
  }
  return {};
}

// A standing one that is run, and is no choice for those who set none.
bool sets_port(const Job& job, const Assignment& assignment) {
  const auto tests_it = [&job](const VariableUse& use) { return use.name == "MASTER_PORT" && is_tested(job, use); };
  if (job.script.is_text(assignment.span.begin) || is_never_run(job, assignment)) return false;
  return !assignment.context.conditional || std::ranges::none_of(job.script.variable_reads, tests_it);
}

struct PortSearch {
  const Job& job;
  std::vector<Port> found;

  void add(const Word& word, std::optional<Span> place, Confidence confidence) {
    const auto digits = place ? place_of_digits(job, *place, word.text) : std::nullopt;
    if (digits) found.push_back({.span = *digits, .confidence = confidence});
  }
  void add(const Assignment& assignment, Confidence confidence) {
    if (assignment.name != "MASTER_PORT" || !assignment.value.known()) return;
    add(assignment.value, literal_port(assignment.value, assignment.value.text), confidence);
  }
};

// In the order of the text, variables first.
std::vector<Port> ports(const Job& job) {
  PortSearch search{.job = job, .found = {}};
  for (const Assignment& assignment : job.script.assignments) {
    if (assignment.name == "MASTER_PORT" && sets_port(job, assignment)) search.add(assignment, Confidence::High);
  }
  for (const Call& call : job.calls()) {
    const Word* const word = port_word(call.invocation());
    const bool assigns = call.position == 0 && !call.command->assignments.empty();
    if ((word == nullptr && !assigns) || may_choose_port(*call.command)) continue;
    const Confidence confidence = certainty(*call.command);
    if (assigns) {
      for (const Assignment& assignment : call.command->assignments) search.add(assignment, confidence);
    }
    if (word != nullptr) search.add(*word, literal_port(*word, value_of(*word)), confidence);
  }
  return search.found;
}

// Where nothing is expanded.
bool in_single_quotes(const Job& job, std::uint32_t place) {
  const Span line = job.source.line_span(job.source.line_of(place));
  return std::ranges::count(job.source.slice({line.begin, place}), '\'') % 2 != 0;
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
    if (std::ranges::find(reported, written) != reported.end()) continue;
    reported.push_back(written);
    Finding finding = report.at(port.span, "port {} may be taken by another job on the node", written);
    finding.help("derive the port from the job's id").confidence(port.confidence);
    if (in_single_quotes(job, port.span.begin)) continue;
    finding.fix({.title = "Derive the port from the job's id",
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
    .fixes = Fixes::Sometimes,
    .check = fixed_port,
};

}  // namespace sbatchlint::rules
