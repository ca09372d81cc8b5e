#include "job/placement.h"

#include <algorithm>

#include <fmt/format.h>

#include "job/facts.h"

namespace sbatchlint {
namespace {

std::vector<std::string> split_list(std::string_view list) {
  std::vector<std::string> names;
  for (std::size_t at = 0; at <= list.size();) {
    const std::size_t comma = std::min(list.find(',', at), list.size());
    if (comma > at) names.emplace_back(list.substr(at, comma - at));
    at = comma + 1;
  }
  return names;
}

// What the component says, "" where it says nothing, and nothing where that is not known.
std::optional<std::string> said(const Component& part, std::string_view option) {
  const Setting<std::string> value = part.text(option);
  if (value.absent()) return std::string();
  if (!value.known()) return std::nullopt;
  return value.value();
}

std::string counted(std::uint64_t count, std::string_view unit) {
  return fmt::format("{} {}{}", count, unit, count == 1 ? "" : "s");
}

}  // namespace

std::optional<std::vector<std::string>> partitions_of(const Job& job, const Component& part) {
  const auto named = said(part, "partition");
  if (!named) return std::nullopt;
  if (!named->empty()) return split_list(*named);
  const Partition* usual = job.site.default_partition();
  return usual == nullptr ? std::vector<std::string>() : std::vector<std::string>{usual->name};
}

const Quota* quota_of(const Job& job, const Component& part) {
  const auto account = said(part, "account");
  const auto qos = said(part, "qos");
  return account && qos ? job.site.quota(*account, *qos) : nullptr;
}

const Qos* qos_of(const Job& job, const Component& part) {
  if (job.site.qos_list.empty()) return nullptr;
  const auto account = said(part, "account");
  const auto qos = said(part, "qos");
  if (!qos || !account) return nullptr;
  return job.site.find_qos(qos->empty() ? job.site.usual_qos(*account) : std::string_view(*qos));
}

std::optional<std::uint64_t> largest_node_for(const Job& job, const Component& part, std::string_view type) {
  const std::string_view known_type = job.site.has_gpu_type(type) ? type : std::string_view();
  const auto partitions = partitions_of(job, part);
  if (!partitions) return std::nullopt;
  std::optional<std::uint64_t> largest;
  for (const std::string& name : *partitions) {
    const auto here = job.site.largest_gpu_node(known_type, name);
    // A type that this partition does not have at all is another mistake as well.
    if (!here || *here == 0) return job.site.largest_gpu_node(known_type, "");
    largest = std::max(largest.value_or(0), *here);
  }
  return largest ? largest : job.site.largest_gpu_node(known_type, "");
}

bool is_cpu_only(const Job& job, const Component& part) {
  const auto partitions = partitions_of(job, part);
  if (!partitions || partitions->empty()) return false;
  return std::ranges::all_of(*partitions, [&](const std::string& name) {
    const Partition* partition = job.site.partition(name);
    return partition != nullptr && partition->cpu_only;
  });
}

const RequiredOption* requirement(const Job& job, const Component& part, std::string_view option) {
  const auto names = [&](const RequiredOption& required) {
    return std::ranges::find(required.options, option) != required.options.end();
  };
  if (std::ranges::none_of(job.site.required, names)) return nullptr;
  const Facts facts = facts_of(job, part);
  const auto applies = [&](const RequiredOption& required) {
    return names(required) && holds(required.policy.when, facts);
  };
  const auto found = std::ranges::find_if(job.site.required, applies);
  return found == job.site.required.end() ? nullptr : &*found;
}

std::string default_time_in_words(const Job& job, const Component& part) {
  const auto partitions = partitions_of(job, part);
  if (!partitions || partitions->size() > 1) return {};
  if (partitions->empty()) return job.site.default_time ? in_words(*job.site.default_time) : std::string();
  const Partition* partition = job.site.partition(partitions->front());
  if (partition != nullptr && partition->default_time) return in_words(*partition->default_time);
  return job.site.default_time ? in_words(*job.site.default_time) : std::string();
}

std::string in_words(Minutes time) {
  if (time.is_unlimited) return "no limit at all";
  const std::uint64_t days = time.count / 1440;
  const std::uint64_t hours = time.count / 60 % 24;
  const std::uint64_t minutes = time.count % 60;
  if (days == 0 && minutes != 0) return counted(time.count, "minute");
  if (days == 0) return counted(hours, "hour");
  if (minutes != 0)
    return fmt::format("{}, {} and {}", counted(days, "day"), counted(hours, "hour"), counted(minutes, "minute"));
  return hours == 0 ? counted(days, "day") : fmt::format("{} and {}", counted(days, "day"), counted(hours, "hour"));
}

}  // namespace sbatchlint
