// Where a component asks to run, and on whose account, as far as the site's profile knows the names.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "job/job.h"

namespace sbatchlint {

// The partitions that a component names, or the site's default one. Nothing where the value is not known.
[[nodiscard]] std::optional<std::vector<std::string>> partitions_of(const Job& job, const Component& part);

// The quota that binds the component, by its account and QoS or the site's defaults; null where none is known, or where
// either value is not.
[[nodiscard]] const Quota* quota_of(const Job& job, const Component& part);

// The QoS that the job runs under, by what it says, its account or the site's default; null where that is not known, or
// where the profile does not know the QoS.
[[nodiscard]] const Qos* qos_of(const Job& job, const Component& part);

// The most GPUs of `type` ("" = any) that one node has where the component may run. A type that no node of the site has
// counts as any, and so does a partition that the profile does not know: naming them is another mistake. Nothing where
// nothing is known.
[[nodiscard]] std::optional<std::uint64_t> largest_node_for(const Job& job, const Component& part,
                                                            std::string_view type);

// Every partition that the component may run in is known to be for work without GPUs.
[[nodiscard]] bool is_cpu_only(const Job& job, const Component& part);

// The profile's requirement that this component gives the option; null where there is none for it.
[[nodiscard]] const RequiredOption* requirement(const Job& job, const Component& part, std::string_view option);

// The limit of a job that gives none, as people say it: "6 days", "no limit at all". Empty where it is not known.
[[nodiscard]] std::string default_time_in_words(const Job& job, const Component& part);

// "6 days", "90 minutes", "1 hour", "1 day and 2 hours".
[[nodiscard]] std::string in_words(Minutes time);

}  // namespace sbatchlint
