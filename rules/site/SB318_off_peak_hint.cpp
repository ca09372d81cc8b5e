// SB318 off-peak-hint. Why, and examples: the page beside this file.
#include "job/facts.h"
#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

constexpr std::uint64_t kLongMinutes = 24 * 60;
constexpr std::uint64_t kManyGpus = 4;

void off_peak_hint(const Job& job, Report& report) {
  if (!job.site.off_peak_wanted || !job.is_batch_script()) return;
  const Component& part = job.request.components.front();
  if (part.effective("begin") != nullptr || !part.array.absent()) return;
  const Facts facts = request_facts(part, job.site);
  const auto time = amount_of(Quantity::Time, facts);
  const auto gpus = amount_of(Quantity::Gpus, facts);
  const bool is_long = time && facts[Fact::TimeMinutes].given && *time > kLongMinutes;
  if (!is_long && (!gpus || *gpus < kManyGpus)) return;
  report.at(part.header, "a long or large job that begins whenever there is room")
      .help("this site would rather have such jobs run at night: `--begin=20:00`");
}

}  // namespace

extern constinit const Rule SB318_off_peak_hint{
    .code = "SB318",
    .name = "off-peak-hint",
    .group = Group::Site,
    .kind = RuleKind::Absence,
    .level = Level::Off,
    .check = off_peak_hint,
};

}  // namespace sbatchlint::rules
