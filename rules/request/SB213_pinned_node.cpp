// SB213 pinned-node. Why, and examples: the page beside this file.
#include <algorithm>
#include <string>
#include <string_view>

#include "job/job.h"
#include "job/mentions.h"
#include "job/mistakes.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "site/host_list.h"

namespace sbatchlint::rules {
namespace {

// Folders that only one node has: what lies there is a reason to go there.
constexpr std::string_view kLocalFolders[] = {"/raid", "/local", "/lscratch", "/nvme", "/ssd", "/scratch_local"};

bool is_full_name(std::string_view host) {
  const auto dot = host.find('.');
  return dot != std::string_view::npos && dot + 1 < host.size() && !('0' <= host[dot + 1] && host[dot + 1] <= '9');
}

void pinned_node(const Job& job, Report& report) {
  for (const Component& part : job.request.components) {
    const OptionUse* use = part.effective("nodelist");
    if (use == nullptr || !is_written_in(part, *use) || use->state != ValueState::Known) continue;
    if (!use->parsed.value || !use->parsed.value->known()) continue;
    const Word& value = *use->parsed.value;
    const auto hosts = expand_host_list(value.text);
    if (!hosts || value.text.find('/') != std::string::npos) continue;
    const auto full = std::ranges::find_if(hosts.value(), is_full_name);
    if (full != hosts.value().end()) {
      report.at(value.span, "`{}` is a host's full name: nodes are mostly known to Slurm by their short ones", *full)
          .help("`sinfo -N` prints the names as Slurm knows them");
      continue;
    }
    const std::size_t count = hosts.value().size();
    if (part.nodes.known() && count > part.nodes.value().max) {
      report
          .at(value.span, "{} nodes are named and {} asked for: the list is no choice, all of them have to be given",
              count, part.nodes.value().max)
          .related(part.nodes.span(), "the number of nodes")
          .help("leave the list out, or say which nodes will not do (`--exclude`)");
      continue;
    }
    if (mentions_any(job, kLocalFolders)) continue;
    report
        .at(value.span, "the job waits for {}, whatever else is free",
            count == 1 ? "this one node" : "these very nodes")
        .help("name what the program needs instead: a GPU type (`--gres=gpu:TYPE:1`) or a feature (`--constraint`)");
  }
}

}  // namespace

extern constinit const Rule SB213_pinned_node{
    .code = "SB213",
    .name = "pinned-node",
    .group = Group::Request,
    .kind = RuleKind::Absence,
    .level = Level::Note,
    .check = pinned_node,
};

}  // namespace sbatchlint::rules
