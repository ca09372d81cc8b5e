// SB301 unknown-name. Why, and examples: the page beside this file.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "job/job.h"
#include "job/used_names.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "text/nearest.h"

namespace sbatchlint::rules {
namespace {

// All names of a kind, where the profile says them all; else nothing.
using Names = std::optional<std::vector<std::string_view>>;

Names partition_names(const Site& site) {
  if (site.partitions.empty()) return std::nullopt;
  std::vector<std::string_view> names;
  for (const Partition& partition : site.partitions) names.push_back(partition.name);
  return names;
}

// Those of [[qos]], and those that partitions let in where every partition says so.
Names qos_names(const Site& site) {
  const bool all_say = std::ranges::none_of(site.partitions, [](const Partition& p) { return p.qos.empty(); });
  if (site.qos_list.empty() && (site.partitions.empty() || !all_say)) return std::nullopt;
  std::vector<std::string_view> names;
  for (const Qos& qos : site.qos_list) names.push_back(qos.name);
  for (const Partition& partition : site.partitions) {
    names.insert(names.end(), partition.qos.begin(), partition.qos.end());
  }
  return names;
}

Names account_names(const Site& site) {
  if (site.accounts.empty()) return std::nullopt;
  std::vector<std::string_view> names;
  for (const Account& account : site.accounts) names.push_back(account.name);
  return names;
}

// Where a node has GPUs without a type, any type may be one of theirs.
Names type_names(const Site& site) {
  if (site.has_untyped_gpus()) return std::nullopt;
  std::vector<std::string_view> names = site.gpu_types();
  return names.empty() ? Names() : Names(std::move(names));
}

Names feature_names(const Site& site) {
  std::vector<std::string_view> names;
  for (const NodeGroup& group : site.nodes) {
    if (!group.features) return std::nullopt;
    names.insert(names.end(), group.features->begin(), group.features->end());
  }
  return site.nodes.empty() ? Names() : Names(std::move(names));
}

Names names_of(const Site& site, NameKind kind) {
  switch (kind) {
    case NameKind::Partition: return partition_names(site);
    case NameKind::Qos: return qos_names(site);
    case NameKind::Account: return account_names(site);
    case NameKind::GpuType: return type_names(site);
    case NameKind::Feature: return feature_names(site);
    case NameKind::Node: break;
  }
  return std::nullopt;
}

bool is_known(const Site& site, const UsedName& used, const Names& names) {
  if (site.partial && used.kind != NameKind::Account) return true;
  if (used.kind == NameKind::Node) return site.nodes.empty() || site.node(used.name) != nullptr;
  if (!names) return true;
  return std::ranges::any_of(*names, [&](std::string_view pattern) { return matches_pattern(pattern, used.name); });
}

// `h100` is no slip of `v100`: a type is offered for another spelling of the same only.
std::optional<std::string_view> meant_by(const UsedName& used, const std::vector<std::string_view>& names) {
  if (used.kind != NameKind::GpuType) return nearest(used.name, names);
  const auto lower = [](char c) { return 'A' <= c && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  const auto same = [&](std::string_view name) { return std::ranges::equal(name, used.name, {}, lower, lower); };
  const auto found = std::ranges::find_if(names, same);
  return found == names.end() ? std::nullopt : std::optional(*found);
}

// A node of the site by its host name, domain and all.
std::optional<std::string_view> node_meant_by(const Site& site, const UsedName& used) {
  const std::string_view name = without_domain(used.name);
  if (used.kind != NameKind::Node || name == used.name || site.node(name) == nullptr) return std::nullopt;
  return name;
}

std::string known_as_of(const Site& site) {
  return site.source.as_of.empty() ? std::string() : concat(" as of ", site.source.as_of);
}

// Without making a list: most names are right.
bool is_plainly_known(const Site& site, const UsedName& used) {
  if (used.kind == NameKind::Partition) return site.partition(used.name) != nullptr;
  return used.kind == NameKind::GpuType && site.has_gpu_type(used.name);
}

// SB118 says that nothing fills it in.
bool is_expansion(std::string_view name) { return name.find_first_of("$`") != std::string_view::npos; }

void unknown_name(const Job& job, Report& report) {
  if (job.site.partitions.empty() && job.site.nodes.empty() && job.site.qos_list.empty() && job.site.accounts.empty()) {
    return;
  }
  std::string_view told_of;  // the option that the last unknown node stands in: one of a list is enough
  const std::vector<UsedName> all = used_names(job);
  for (const UsedName& used : all) {
    if (used.kind == NameKind::Node && used.option == told_of) continue;
    if (is_plainly_known(job.site, used) || is_expansion(used.name)) continue;
    const Names names = names_of(job.site, used.kind);
    if (is_known(job.site, used, names) || retired_name(job.site, used) != nullptr) continue;
    if (used.kind == NameKind::Node) told_of = used.option;
    auto finding = report.at(used.span, "this site knows no {} `{}`", kind_in_words(used.kind), used.name);
    const auto meant = names ? meant_by(used, *names) : node_meant_by(job.site, used);
    if (meant && !meant->ends_with('*')) {
      finding.help(concat("did you mean `", *meant, "`?"));
      if (!used.exact) continue;
      finding.fix({.title = concat("Say `", *meant, "`"),
                   .safety = Safety::Unsafe,
                   .edits = {{.span = used.span, .text = std::string(*meant)}}});
    } else if (names && !names->empty() && names->size() <= 12) {
      std::string list;
      for (const std::string_view name : *names) {
        if (concat(", ", list, ",").find(concat(" ", name, ",")) != std::string::npos) continue;
        list += concat(list.empty() ? "" : ", ", name);
      }
      finding.help(concat("known", known_as_of(job.site), ": ", list));
    } else {
      finding.help(concat("`sbatchlint site show ", job.site.name, "` lists what is known", known_as_of(job.site)));
    }
  }
}

}  // namespace

extern constinit const Rule SB301_unknown_name{
    .code = "SB301",
    .name = "unknown-name",
    .group = Group::Site,
    .level = Level::Error,
    .fixes = Fixes::Sometimes,
    .command_lines = CommandLines::Requests,
    .check = unknown_name,
};

}  // namespace sbatchlint::rules
