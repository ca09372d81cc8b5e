// What a condition can ask of one component of a job, with the site's defaults filled in.
#pragma once

#include <cstdint>
#include <optional>

#include "site/condition.h"
#include "site/site.h"
#include "slurm/request.h"

namespace sbatchlint {

// Everything but `interactive`, which the request does not tell and which stays unknown.
[[nodiscard]] Facts request_facts(const Component& part, const Site& site);

// The number behind a quantity, from the facts; nothing where it is not known. Unlimited time is kUnlimited.
[[nodiscard]] std::optional<std::uint64_t> amount_of(Quantity quantity, const Facts& facts);

}  // namespace sbatchlint
