// SB312 limit-exceeded. Why, and examples: the page beside this file.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "job/facts.h"
#include "job/job.h"
#include "job/placement.h"
#include "job/used_names.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/policy_words.h"

namespace sbatchlint::rules {
namespace {

// The option that a quantity is mostly asked with, and what it counts: one of them, and what follows.
struct QuantityRow {
  std::string_view option;
  std::string_view unit;
  std::string_view rest = {};
};
constexpr std::array<QuantityRow, 9> kQuantityRows = {{{"time", ""},
                                                       {"nodes", "node"},
                                                       {"ntasks", "task"},
                                                       {"cpus-per-task", "CPU"},
                                                       {"gpus", "GPU"},
                                                       {"gpus-per-node", "GPU", " a node"},
                                                       {"mem", "of memory a node"},
                                                       {"array", "array task"},
                                                       {"time", "of node time"}}};

std::string amount_in_words(Quantity of, std::uint64_t amount) {
  const auto& [option, unit, rest] = kQuantityRows[static_cast<std::size_t>(of)];
  switch (of) {
    case Quantity::Time:
    case Quantity::NodeMinutes: {
      const Minutes time =
          amount >= UINT32_MAX ? Minutes::unlimited() : Minutes{.count = static_cast<std::uint32_t>(amount)};
      return of == Quantity::Time ? in_words(time) : concat(in_words(time), " ", unit);
    }
    case Quantity::Memory: return concat(amount, "M ", unit);
    case Quantity::Nodes:
    case Quantity::Tasks:
    case Quantity::Cpus:
    case Quantity::Gpus:
    case Quantity::GpusPerNode:
    case Quantity::ArraySize: break;
  }
  return concat(amount, " ", unit, amount == 1 ? "" : "s", rest);
}

Span place_of_quantity(const Component& part, Quantity of) {
  if ((of == Quantity::Gpus || of == Quantity::GpusPerNode) && part.gpu.asked) return part.gpu.span;
  return place_of(part, kQuantityRows[static_cast<std::size_t>(of)].option);
}

void tell(const Job& job, const Component& part, Quantity of, const Policy& policy, std::string words, Report& report) {
  const Level level = level_of(policy);
  if (level == Level::Off) return;
  report.at(place_of_quantity(part, of), "{}", words_of(policy, words))
      .help(help_of(job.site, policy, {}))
      .level(level);
}

void check_limit(const Job& job, const Component& part, const Facts& facts, const Limit& limit, Report& report) {
  const auto amount = amount_of(limit.of, facts);
  if (!amount || !holds(limit.policy.when, facts)) return;
  if (limit.max && *amount > *limit.max) {
    tell(job, part, limit.of, limit.policy,
         concat(amount_in_words(limit.of, *amount), " asked, the limit is ", amount_in_words(limit.of, *limit.max)),
         report);
  }
  if (limit.min && *amount < *limit.min) {
    tell(
        job, part, limit.of, limit.policy,
        concat(amount_in_words(limit.of, *amount), " asked, the least here is ", amount_in_words(limit.of, *limit.min)),
        report);
  }
}

void check_steps(const Job& job, const Component& part, const Facts& facts, const StepLimit& limit, Report& report) {
  const auto amount = amount_of(limit.of, facts);
  const auto size = amount_of(limit.by, facts);
  if (!amount || !size || !holds(limit.policy.when, facts)) return;
  const auto step = std::ranges::find_if(limit.steps, [&](const SizeStep& s) { return *size <= s.up_to; });
  if (step == limit.steps.end()) {
    tell(job, part, limit.by, limit.policy,
         concat(amount_in_words(limit.by, *size), " asked, the most is ",
                amount_in_words(limit.by, limit.steps.back().up_to)),
         report);
  } else if (*amount > step->max) {
    tell(job, part, limit.of, limit.policy,
         concat(amount_in_words(limit.of, *amount), " asked, a job of ", amount_in_words(limit.by, *size), " may have ",
                amount_in_words(limit.of, step->max)),
         report);
  }
}

bool takes_nodes(const Partition& partition, const NodeRange& nodes) {
  if (partition.max_nodes && nodes.min > *partition.max_nodes) return false;
  return !partition.min_nodes || nodes.max == 0 || nodes.max >= *partition.min_nodes;
}

// Fewer or more nodes than every partition of the job takes.
void check_partitions(const Job& job, const Component& part, Report& report) {
  const auto partitions = partitions_of(job, part);
  if (!part.nodes.known() || !partitions || partitions->empty()) return;
  const NodeRange nodes = part.nodes.value();
  const Partition* last = nullptr;
  for (const std::string& name : *partitions) {
    last = job.site.partition(name);
    if (last == nullptr || takes_nodes(*last, nodes)) return;
  }
  const bool too_many = last->max_nodes && nodes.min > *last->max_nodes;
  report
      .at(part.nodes.span(), "{} asked, the partition `{}` gives a job {} at {}",
          amount_in_words(Quantity::Nodes, too_many ? nodes.min : nodes.max), last->name,
          too_many ? *last->max_nodes : *last->min_nodes, too_many ? "most" : "least")
      .help(concat("ask for ", too_many ? "fewer" : "more", ", or for another partition: as it is, ",
                   fate_beyond_limits(job.site)));
}

// What the QoS gives one job.
void check_qos(const Job& job, const Component& part, Report& report) {
  if (job.site.qos_list.empty() || (!part.nodes.known() && !part.gpu.asked)) return;
  const Qos* qos = qos_of(job, part);
  if (qos == nullptr) return;
  const auto tell_of = [&](Span place, Quantity of, std::uint64_t asked, std::uint64_t most) {
    report.at(place, "{} asked, the QoS `{}` gives a job {} at most", amount_in_words(of, asked), qos->name, most)
        .help("ask for fewer, or for another QoS: as it is, the job never starts");
  };
  if (part.nodes.known() && qos->max_nodes && part.nodes.value().min > *qos->max_nodes) {
    tell_of(part.nodes.span(), Quantity::Nodes, part.nodes.value().min, *qos->max_nodes);
  }
  if (!qos->max_gpus || !part.gpu.total.known()) return;
  const std::uint64_t gpus = part.gpu.total.value().value;
  if (gpus > *qos->max_gpus) tell_of(part.gpu.span, Quantity::Gpus, gpus, *qos->max_gpus);
}

// Slurm 22.05, src/slurmctld/job_mgr.c, _valid_array_inx: an index has to be below MaxArraySize.
void check_array(const Job& job, Report& report) {
  const Component& part = job.request.components.front();
  if (!job.site.max_array_index || !part.array.known()) return;
  const std::uint64_t highest = part.array.value().highest;
  if (highest <= *job.site.max_array_index) return;
  report
      .at(part.array.span(), "the array goes up to index {}, the highest here is {}", highest,
          *job.site.max_array_index)
      .help("sbatch refuses it: number the tasks from 0, or let each do several pieces of the work");
}

// A quantity that the job leaves to a default is the site's own doing, unless it is too little.
void limit_exceeded(const Job& job, Report& report) {
  check_array(job, report);
  for (const Component& part : job.request.components) {
    if (!job.site.partitions.empty()) check_partitions(job, part, report);
    check_qos(job, part, report);
    if (job.site.limits.empty() && job.site.steps.empty()) continue;
    const Facts facts = facts_of(job, part);
    for (const Limit& limit : job.site.limits) check_limit(job, part, facts, limit, report);
    for (const StepLimit& limit : job.site.steps) check_steps(job, part, facts, limit, report);
  }
}

}  // namespace

extern constinit const Rule SB312_limit_exceeded{
    .code = "SB312",
    .name = "limit-exceeded",
    .group = Group::Site,
    .level = Level::Error,
    .command_lines = CommandLines::Requests,
    .check = limit_exceeded,
};

}  // namespace sbatchlint::rules
