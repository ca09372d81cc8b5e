// What the conditions of a site can ask of a job.
#pragma once

#include "job/job.h"
#include "site/request_facts.h"

namespace sbatchlint {

// All facts of one component, `interactive` included.
[[nodiscard]] Facts facts_of(const Job& job, const Component& part);

}  // namespace sbatchlint
