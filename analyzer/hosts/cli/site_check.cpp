// site check: does the profile agree with itself, and with its examples.
#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

#include "hosts/cli/site.h"
#include "lint/engine.h"
#include "lint/report.h"
#include "lint/selection.h"
#include "lint/site_rules.h"
#include "site/builtin.h"

namespace sbatchlint::cli {
namespace {

using Sentences = std::vector<std::string>;

bool is_longer(const std::optional<Minutes>& a, const std::optional<Minutes>& b) {
  if (!a || !b || b->is_unlimited) return false;
  return a->is_unlimited || a->count > b->count;
}

void check_partitions(const Site& site, Sentences& out) {
  const auto defaults = std::ranges::count_if(site.partitions, &Partition::is_default);
  if (defaults > 1) out.push_back(concat(defaults, " partitions are the default one"));
  for (const Partition& partition : site.partitions) {
    const std::string who = concat("partition `", partition.name, "`");
    if (!site.nodes.empty() && !partition.nodes_known) out.push_back(concat(who, " names no node"));
    if (is_longer(partition.default_time, partition.max_time)) {
      out.push_back(concat(who, " has a default time above its own limit"));
    }
    if (partition.min_nodes && partition.max_nodes && *partition.min_nodes > *partition.max_nodes) {
      out.push_back(concat(who, " wants ", *partition.min_nodes, " nodes and takes ", *partition.max_nodes));
    }
    for (const std::string& qos : partition.qos) {
      if (!site.qos_list.empty() && site.find_qos(qos) == nullptr) {
        out.push_back(concat(who, " takes the QoS `", qos, "`, which no [[qos]] declares"));
      }
    }
  }
}

void check_defaults(const Site& site, Sentences& out) {
  if (!site.default_qos.empty() && !site.qos_list.empty() && site.find_qos(site.default_qos) == nullptr) {
    out.push_back(concat("the default QoS `", site.default_qos, "` is declared by no [[qos]]"));
  }
  const auto is_account = [&](const Account& account) { return matches_pattern(account.name, site.default_account); };
  if (!site.default_account.empty() && !site.accounts.empty() && std::ranges::none_of(site.accounts, is_account)) {
    out.push_back(concat("the default account `", site.default_account, "` is declared by no [[account]]"));
  }
  for (const Qos& qos : site.qos_list) {
    for (const std::string& name : qos.partitions) {
      if (site.partition(name) == nullptr)
        out.push_back(concat("QoS `", qos.name, "` names the partition `", name, "`, which is not there"));
    }
  }
  for (const RetiredName& retired : site.retired) {
    const bool is_there = (retired.kind == NameKind::Partition && site.partition(retired.name) != nullptr) ||
                          (retired.kind == NameKind::Qos && site.find_qos(retired.name) != nullptr);
    if (is_there) out.push_back(concat("`", retired.name, "` is retired and declared as well"));
  }
}

// The largest amount that any job can have of a quantity; nothing where there is no end to it.
std::optional<std::uint64_t> most_of(const Site& site, Quantity of) {
  if (site.nodes.empty()) return std::nullopt;
  std::uint64_t nodes = 0;
  std::uint64_t gpus = 0;
  for (const NodeGroup& group : site.nodes) {
    nodes += group.count;
    for (const NodeGpus& each : group.gpus) gpus += each.count * group.count;
  }
  switch (of) {
    case Quantity::Nodes: return nodes;
    case Quantity::Gpus: return gpus;
    case Quantity::GpusPerNode: return site.largest_gpu_node("", "");
    case Quantity::Time:
    case Quantity::Tasks:
    case Quantity::Cpus:
    case Quantity::Memory:
    case Quantity::ArraySize:
    case Quantity::NodeMinutes: break;
  }
  return std::nullopt;
}

void check_limits(const Site& site, Sentences& out) {
  for (const Limit& limit : site.limits) {
    const std::string who = concat("the limit of ", quantity_name(limit.of),
                                   limit.policy.when.text.empty() ? "" : concat(" (", limit.policy.when.text, ")"));
    if (limit.min && limit.max && *limit.min > *limit.max) {
      out.push_back(concat(who, " wants at least ", *limit.min, " and allows ", *limit.max, ": no job meets it"));
    }
    const auto most = most_of(site, limit.of);
    if (limit.min && most && *limit.min > *most) {
      out.push_back(
          concat(who, " wants at least ", *limit.min, ", and the whole cluster has ", *most, ": no job meets it"));
    }
  }
  for (const RequiredOption& required : site.required) {
    for (const ForbiddenOption& forbidden : site.forbidden) {
      const bool same = required.options.size() == 1 && required.options.front() == forbidden.option &&
                        forbidden.values.empty() && required.policy.when.text == forbidden.policy.when.text;
      if (same) out.push_back(concat("`--", forbidden.option, "` is wanted and forbidden under the same condition"));
    }
  }
}

// Everything a check of the site needs, made once.
class Examiner {
 public:
  explicit Examiner(const Site& site)
      : site_(site), catalog_(catalog(), site), selection_(select_rules(catalog_.entries(), {}, site)) {}

  // Codes above `note` that are found; and those of all findings.
  struct Codes {
    std::vector<std::string> loud;
    std::vector<std::string> all;
  };
  [[nodiscard]] Codes codes_in(const std::string& script) const {
    CheckOptions options{.site = &site_, .selection = &selection_.value(), .submit = {}, .read_beside = {}};
    options.submit.release = site_.release;
    options.submit.plugin_options = site_.plugin_options;
    const FileResult result = sbatchlint::check(SourceText("job.sh", script), options);
    Codes codes;
    for (const Diagnostic& found : result.diagnostics) {
      const std::string code(found.rule->code);
      codes.all.push_back(code);
      if (found.level > Level::Note && std::ranges::find(codes.loud, code) == codes.loud.end()) {
        codes.loud.push_back(code);
      }
    }
    return codes;
  }

 private:
  const Site& site_;
  SiteCatalog catalog_;
  Result<Selection> selection_;
};

bool has(const std::vector<std::string>& codes, const std::string& code) {
  return std::ranges::find(codes, code) != codes.end();
}

void check_example(const Examiner& examiner, const SiteExample& example, Sentences& out) {
  const Examiner::Codes codes = examiner.codes_in(example.script);
  const std::string who = concat("line ", example.line, ": the example `", example.title, "` ");
  for (const std::string& code : example.codes) {
    if (!has(codes.all, code)) out.push_back(concat(who, "does not give ", code));
  }
  for (const std::string& code : codes.loud) {
    if (!has(example.codes, code)) out.push_back(concat(who, "gives ", code, " as well"));
  }
}

void check_rule(const Examiner& examiner, const SiteRule& rule, Sentences& out) {
  const std::string who = concat("line ", rule.line, ": ", rule.code);
  if (rule.bad.empty() || rule.good.empty()) out.push_back(concat(who, " needs a `bad` and a `good` example"));
  for (std::size_t i = 0; i < rule.bad.size(); ++i) {
    if (!has(examiner.codes_in(rule.bad[i]).all, rule.code))
      out.push_back(concat(who, " is silent on its `bad` example ", i + 1));
  }
  for (std::size_t i = 0; i < rule.good.size(); ++i) {
    if (has(examiner.codes_in(rule.good[i]).all, rule.code))
      out.push_back(concat(who, " speaks up on its `good` example ", i + 1));
  }
}

}  // namespace

std::vector<std::string> contradictions_of(const Site& site) {
  Sentences out;
  check_partitions(site, out);
  check_defaults(site, out);
  check_limits(site, out);
  return out;
}

std::vector<std::string> failing_examples(const Site& site) {
  Sentences out;
  const Examiner examiner(site);
  for (const SiteExample& example : site.examples) check_example(examiner, example, out);
  for (const SiteRule& rule : site.rules) check_rule(examiner, rule, out);
  return out;
}

}  // namespace sbatchlint::cli
