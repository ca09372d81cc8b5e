// SB404 launcher-not-preferred. Why, and examples: the page beside this file.
#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "job/facts.h"
#include "job/job.h"
#include "job/launchers.h"
#include "job/layout.h"
#include "job/step.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"
#include "rules/policy_words.h"

namespace sbatchlint::rules {
namespace {

bool is_discouraged(const Site& site, std::string_view name) {
  return std::ranges::find(site.discouraged_launchers, name) != site.discouraged_launchers.end();
}

void check_launcher(const Job& job, Report& report) {
  const Site& site = job.site;
  const Level level = level_of(site.launcher_policy);
  if (site.preferred_launcher.empty() || level == Level::Off) return;
  if (!holds(site.launcher_policy.when, facts_of(job, job.request.components.front()))) return;
  for (const Call& call : job.calls()) {
    const Invocation& invocation = call.invocation();
    if (!is_discouraged(site, invocation.name)) continue;
    report
        .at(invocation.program.span, "{}",
            words_of(site.launcher_policy, concat("this site starts parallel programs with `", site.preferred_launcher,
                                                  "`, not with `", invocation.name, "`")))
        .help(help_of(site, site.launcher_policy, concat("say `", site.preferred_launcher, "` instead")))
        .level(level)
        .confidence(certainty(*call.command));
  }
}

// Options of MPI's launchers with a value of their own.
constexpr auto kValueOptions =
    std::to_array<std::string_view>({"--bind-to", "--hostfile", "--machinefile", "--map-by", "--rank-by", "-bind-to",
                                     "-f", "-hostfile", "-machinefile", "-map-by", "-ppn", "-rank-by", "-x"});

// More processes than CPUs are meant, or none are started.
bool starts_at_will(const Invocation& call) {
  return std::ranges::any_of(call.args, [](const Word& word) {
    return word.is("--oversubscribe") || word.is("-oversubscribe") || word.is("--version") || word.is("--help");
  });
}

// The number behind -n or -np.
const Word* process_count(const Invocation& call) {
  if (starts_at_will(call)) return nullptr;
  for (std::size_t i = 0; i + 1 < call.args.size(); ++i) {
    if (!call.args[i].known()) return nullptr;
    if (call.args[i].is("-np") || call.args[i].is("-n") || call.args[i].is("--np") || call.args[i].is("-c"))
      return &call.args[i + 1];
    if (!call.args[i].text.starts_with('-')) return nullptr;
    if (std::ranges::find(kValueOptions, call.args[i].text) != kValueOptions.end()) ++i;
  }
  return nullptr;
}

// More processes than the job has tasks. Fewer may be meant, and CPUs beyond the tasks may be used for processes.
void check_count(const Job& job, Report& report) {
  const Component& part = job.request.components.front();
  if (!request_is_whole(job) || job.request.is_heterogeneous() || !part.ntasks.known() || is_exclusive(part)) return;
  const std::uint64_t cpus = part.cpus_per_task.known() ? part.cpus_per_task.value().value : 1;
  if (!part.cpus_per_task.known() && !part.cpus_per_task.absent()) return;
  for (const Call& call : job.calls()) {
    if (launcher_kind(call.invocation()) != LauncherKind::Mpi) continue;
    const Word* word = process_count(call.invocation());
    const auto count = word != nullptr && word->known() ? whole_number(word->text) : std::nullopt;
    if (!count || *count <= part.ntasks.value().value * cpus) continue;
    report.at(word->span, "{} processes for {} tasks", *count, part.ntasks.value().value)
        .related(part.ntasks.span(), "the tasks are asked for here")
        .help("leave the number out: under Slurm, MPI takes it from the job")
        .confidence(certainty(*call.command));
  }
}

void launcher_not_preferred(const Job& job, Report& report) {
  check_launcher(job, report);
  check_count(job, report);
}

}  // namespace

extern constinit const Rule SB404_launcher_not_preferred{
    .code = "SB404",
    .name = "launcher-not-preferred",
    .group = Group::Launch,
    .stage = Stage::Script,
    .level = Level::Warning,
    .check = launcher_not_preferred,
};

}  // namespace sbatchlint::rules
