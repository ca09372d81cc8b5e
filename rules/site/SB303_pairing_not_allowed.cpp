// SB303 pairing-not-allowed. Why, and examples: the page beside this file.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "job/job.h"
#include "job/placement.h"
#include "job/used_names.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

// Nothing is known against the pair.
bool may_pair(const Site& site, const Partition& partition, const std::string& qos) {
  if (!partition.qos.empty() && !has(partition.qos, qos)) return false;
  const Qos* known = site.find_qos(qos);
  return known == nullptr || known->partitions.empty() || has(known->partitions, partition.name);
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += concat(text.empty() ? "" : ", ", name);
  return text;
}

std::vector<std::string> partitions_with(const Site& site, const std::string& qos) {
  std::vector<std::string> names;
  for (const Partition& partition : site.partitions) {
    if (may_pair(site, partition, qos)) names.push_back(partition.name);
  }
  return names;
}

// One partition of a list that takes the QoS is enough. A name that the site does not know is another mistake.
void check_pairing(const Job& job, const Component& part, Report& report) {
  const Setting<std::string> qos = part.text("qos");
  const auto partitions = partitions_of(job, part);
  if (!qos.known() || qos.value().empty() || !partitions || partitions->empty()) return;
  const Partition* last = nullptr;
  for (const std::string& name : *partitions) {
    last = job.site.partition(name);
    if (last == nullptr || may_pair(job.site, *last, qos.value())) return;
  }
  const std::vector<std::string> others = partitions_with(job.site, qos.value());
  if (others.empty()) return;
  auto finding = report.at(qos.span(), "the QoS `{}` does not go with the partition `{}`", qos.value(), last->name);
  if (last->qos.empty()) {
    finding.help(concat("`", qos.value(), "` goes with: ", joined(others)));
  } else {
    finding.help(
        concat("`", last->name, "` takes: ", joined(last->qos), "; `", qos.value(), "` goes with: ", joined(others)));
  }
}

void pairing_not_allowed(const Job& job, Report& report) {
  if (job.site.partitions.empty()) return;
  for (const Component& part : job.request.components) check_pairing(job, part, report);
}

}  // namespace

extern constinit const Rule SB303_pairing_not_allowed{
    .code = "SB303",
    .name = "pairing-not-allowed",
    .group = Group::Site,
    .level = Level::Error,
    .command_lines = CommandLines::Requests,
    .check = pairing_not_allowed,
};

}  // namespace sbatchlint::rules
