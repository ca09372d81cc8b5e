// SB316 preemptible-without-restart. Why, and examples: the page beside this file.
#include <algorithm>
#include <array>
#include <string_view>

#include "job/job.h"
#include "job/mentions.h"
#include "job/placement.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// Any of these words is taken for a job that saves its state or goes on where it was.
constexpr auto kRestartWords =
    std::to_array<std::string_view>({"checkpoint", "ckpt", "continue", "dmtcp", "latest", "last", "requeue", "restart",
                                     "restore", "resume", "save", "sigterm", "sigusr", "snapshot", "trap"});

// Silent for arrays of many small tasks: one that is lost is run again.
void preemptible_without_restart(const Job& job, Report& report) {
  if (std::ranges::none_of(job.site.qos_list, &Qos::preemptible) || hints_at(job, kRestartWords)) return;
  for (const Component& part : job.request.components) {
    if (!part.array.absent()) continue;
    const Qos* known = qos_of(job, part);
    if (known == nullptr || !known->preemptible || part.effective("signal") != nullptr) continue;
    const Setting<std::string> written = part.text("qos");
    report
        .at(written.known() && !written.span().empty() ? written.span() : part.header,
            "jobs of the QoS `{}` may be stopped at any time, and nothing here saves or resumes", known->name)
        .help(
            "write checkpoints and start from the last one: a requeued job runs the script again from its first line");
    return;
  }
}

}  // namespace

extern constinit const Rule SB316_preemptible_without_restart{
    .code = "SB316",
    .name = "preemptible-without-restart",
    .group = Group::Site,
    .stage = Stage::Script,
    .kind = RuleKind::Absence,
    .level = Level::Note,
    .check = preemptible_without_restart,
};

}  // namespace sbatchlint::rules
