// SB305 time-over-limit. Why, and examples: the page beside this file.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "job/job.h"
#include "job/placement.h"
#include "job/used_names.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

bool is_longer(Minutes a, Minutes b) {
  if (b.is_unlimited) return false;
  return a.is_unlimited || a.count > b.count;
}

// A limit and who sets it.
struct TimeLimit {
  Minutes limit = Minutes::unlimited();
  std::string owner;
  std::string_view fate;  // of a job beyond it
};

// The longest limit among the partitions that the job may run in; nothing where one of them is not known.
std::optional<TimeLimit> partition_limit(const Job& job, const Component& part) {
  const auto partitions = partitions_of(job, part);
  if (!partitions) return std::nullopt;
  std::optional<TimeLimit> longest;
  for (const std::string& name : *partitions) {
    const Partition* partition = job.site.partition(name);
    if (partition == nullptr || !partition->max_time) return std::nullopt;
    if (!longest || is_longer(*partition->max_time, longest->limit)) {
      longest = TimeLimit{.limit = *partition->max_time,
                          .owner = concat("partition `", name, "`"),
                          .fate = fate_beyond_limits(job.site)};
    }
  }
  return longest;
}

std::optional<TimeLimit> qos_limit(const Job& job, const Component& part) {
  const Qos* known = qos_of(job, part);
  if (known == nullptr || !known->max_time) return std::nullopt;
  return TimeLimit{.limit = *known->max_time, .owner = concat("QoS `", known->name, "`"), .fate = "it never starts"};
}

// "2-00:00:00", as sbatch reads it.
std::string as_option(Minutes time) {
  if (time.count < 1440) return fmt::format("{:02}:{:02}:00", time.count / 60, time.count % 60);
  return fmt::format("{}-{:02}:{:02}:00", time.count / 1440, time.count / 60 % 24, time.count % 60);
}

void check_time(const Job& job, const Component& part, Report& report) {
  if (!part.time.known()) return;
  auto limit = partition_limit(job, part);
  const auto of_qos = qos_limit(job, part);
  if (of_qos && (!limit || is_longer(limit->limit, of_qos->limit))) limit = of_qos;
  const Minutes asked = part.time.value();
  if (!limit || !is_longer(asked, limit->limit)) return;
  const std::string length = asked.is_unlimited ? std::string("an unlimited time") : in_words(asked);
  auto finding =
      report.at(part.time.span(), "{} asked, the limit of the {} is {}", length, limit->owner, in_words(limit->limit));
  finding.help(concat("ask for ", as_option(limit->limit), " at most: as it is, ", limit->fate));
  if (part.time.origin() != Origin::Directive || part.time.span().empty()) return;
  finding.fix({.title = concat("Ask for ", as_option(limit->limit)),
               .safety = Safety::Unsafe,
               .edits = {{.span = part.time.span(), .text = as_option(limit->limit)}}});
}

void time_over_limit(const Job& job, Report& report) {
  if (job.site.partitions.empty() && job.site.qos_list.empty()) return;
  const Component* before = nullptr;
  for (const Component& part : job.request.components) {
    const bool repeated = before != nullptr && before->time.span() == part.time.span();
    if (!repeated) check_time(job, part, report);
    before = &part;
  }
}

}  // namespace

extern constinit const Rule SB305_time_over_limit{
    .code = "SB305",
    .name = "time-over-limit",
    .group = Group::Site,
    .level = Level::Error,
    .fixes = Fixes::Always,
    .command_lines = CommandLines::Requests,
    .check = time_over_limit,
};

}  // namespace sbatchlint::rules
