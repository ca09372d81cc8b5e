// SB304 restricted-partition. Why, and examples: the page beside this file.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "job/job.h"
#include "job/placement.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

bool is_restricted(const Partition& partition) {
  return !partition.accounts.empty() || !partition.restricted_to.empty();
}

// Membership is shown by one of its accounts or, where guests have a QoS, by that.
bool shows_membership(const Component& part, const Partition& partition, const Site& site) {
  const Setting<std::string> account = part.text("account");
  const Setting<std::string> qos = part.text("qos");
  const bool unclear = (!account.absent() && !account.known()) || (!qos.absent() && !qos.known());
  if (unclear) return true;
  const std::string& name = account.known() ? account.value() : site.default_account;
  const auto matches = [&](const std::string& pattern) { return matches_pattern(pattern, name); };
  if (std::ranges::any_of(partition.accounts, matches)) return true;
  return qos.known() && std::ranges::find(partition.qos, qos.value()) != partition.qos.end();
}

std::string ways_in(const Partition& partition) {
  std::string ways;
  for (const std::string& account : partition.accounts)
    ways += concat(ways.empty() ? "" : ", ", "`--account=", account, "`");
  for (const std::string& qos : partition.qos) ways += concat(ways.empty() ? "" : ", ", "`--qos=", qos, "`");
  return ways;
}

void restricted_partition(const Job& job, Report& report) {
  if (std::ranges::none_of(job.site.partitions, is_restricted)) return;
  for (const Component& part : job.request.components) {
    const auto partitions = partitions_of(job, part);
    const Setting<std::string> named = part.text("partition");
    if (!partitions || partitions->size() != 1 || !named.known()) continue;
    const Partition* partition = job.site.partition(partitions->front());
    if (partition == nullptr || !is_restricted(*partition) || shows_membership(part, *partition, job.site)) continue;
    const std::string whom = partition->restricted_to.empty() ? std::string("some accounts") : partition->restricted_to;
    const std::string ways = ways_in(*partition);
    report
        .at(named.span(), "the partition `{}` is for {}, and nothing says that this job is theirs", partition->name,
            whom)
        .help(ways.empty() ? std::string("ask for another partition, or for access")
                           : concat("members add one of ", ways));
  }
}

}  // namespace

extern constinit const Rule SB304_restricted_partition{
    .code = "SB304",
    .name = "restricted-partition",
    .group = Group::Site,
    .level = Level::Warning,
    .check = restricted_partition,
};

}  // namespace sbatchlint::rules
