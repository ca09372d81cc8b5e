// The names of a cluster's things that a job uses: partitions, nodes, types of GPU.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "job/job.h"
#include "site/solver.h"

namespace sbatchlint {

struct UsedName {
  NameKind kind = NameKind::Partition;
  std::string name;
  std::string option;  // the long name of the option that says it
  // The name itself where it stands in the file as it is, else the option's value or word.
  Span span;
  bool exact = false;  // `span` is the name itself, and replacing it is safe
};

// All names in the effective options of all components whose values are known. A name that carries over from one
// component to the next is there once. Features only where the expression is made of plain words.
[[nodiscard]] std::vector<UsedName> used_names(const Job& job);

// "partition", "QoS", "account", "node", "GPU type", "feature".
[[nodiscard]] std::string_view kind_in_words(NameKind kind);

// A node by its name in Slurm: what stands before the first dot of a host name.
[[nodiscard]] std::string_view without_domain(std::string_view node);

// The entry of the site's retired names for this one, a node's domain left out; null where there is none.
[[nodiscard]] const RetiredName* retired_name(const Site& site, const UsedName& used);

// What completes "as it is, ": what becomes of a job beyond a partition's limit: "sbatch refuses it", "it waits for
// ever", or, where the site does not say which, "it never starts".
[[nodiscard]] std::string_view fate_beyond_limits(const Site& site);

// The same of a job that can never start.
[[nodiscard]] std::string_view fate_of(const StartVerdict& verdict, const Site& site);

}  // namespace sbatchlint
