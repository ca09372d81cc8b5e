#include "job/facts.h"

#include <algorithm>

namespace sbatchlint {

namespace {

// A step with a terminal, or an allocation that one works in.
bool opens_a_terminal(const Job& job) {
  if (!job.calls("salloc").empty()) return true;
  return std::ranges::any_of(job.calls("srun"), [](const Call& call) {
    return std::ranges::any_of(call.invocation().args, [](const Word& word) { return word.is("--pty"); });
  });
}

}  // namespace

Facts facts_of(const Job& job, const Component& part) {
  Facts facts = request_facts(part, job.site);
  if (job.script.parsed) {
    facts[Fact::Interactive] = {.state = FactValue::State::Known, .given = false, .number = 0, .texts = {}};
    if (opens_a_terminal(job)) facts[Fact::Interactive].number = 1;
  }
  return facts;
}

}  // namespace sbatchlint
