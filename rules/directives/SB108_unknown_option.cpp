// SB108 unknown-option. Why, and examples: the page beside this file.
#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "job/job.h"
#include "job/mistakes.h"
#include "job/other_options.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "options/option_spec.h"
#include "text/nearest.h"

namespace sbatchlint::rules {
namespace {

std::vector<std::string_view> option_names(const Job& job) {
  std::vector<std::string_view> names;
  for (const OptionSpec& spec : option_table(job.tool)) {
    if (find_option(job.tool, job.request.release, spec.name) == &spec) names.push_back(spec.name);
  }
  names.insert(names.end(), job.site.plugin_options.begin(), job.site.plugin_options.end());
  return names;
}

// Words that other schedulers or common sense suggest, and that are too far off for a slip of the finger.
std::optional<std::string_view> meant_option(std::string_view name, const std::vector<std::string_view>& names) {
  struct Row {
    std::string_view written;
    std::string_view meant;
  };
  constexpr Row kMeant[] = {
      {"address", "mail-user"}, {"cores", "cpus-per-task"},  {"cpus", "cpus-per-task"},
      {"email", "mail-user"},   {"email-user", "mail-user"}, {"gpu", "gpus"},
      {"log", "output"},        {"memory", "mem"},           {"ncpus", "cpus-per-task"},
      {"ngpus", "gpus"},        {"nnodes", "nodes"},         {"node", "nodes"},
      {"procs", "ntasks"},      {"queue", "partition"},      {"stderr", "error"},
      {"stdout", "output"},     {"task", "ntasks"},          {"task-per-node", "ntasks-per-node"},
      {"timelimit", "time"},    {"walltime", "time"},
  };
  std::string with_dashes(name);
  std::ranges::replace(with_dashes, '_', '-');
  const auto* row = std::ranges::find(kMeant, with_dashes, &Row::written);
  if (row != std::end(kMeant)) return row->meant;
  return nearest(with_dashes, names);
}

// "`--constraint` or `--contiguous`": what an abbreviation may stand for.
std::string candidates(std::string_view prefix, const std::vector<std::string_view>& names) {
  constexpr std::size_t kShown = 4;
  std::vector<std::string_view> found;
  for (const std::string_view name : names) {
    if (name.starts_with(prefix)) found.push_back(name);
  }
  std::string text;
  for (std::size_t i = 0; i < std::min(found.size(), kShown); ++i) {
    if (i > 0) text += i + 1 == found.size() ? " or " : ", ";
    text += concat("`--", found[i], "`");
  }
  return found.size() > kShown ? concat(text, " and others") : text;
}

void report_unknown(const Job& job, Report& report, const Fault& fault) {
  const std::string_view written = job.source.slice(fault.span);
  const std::string_view name = written.substr(0, written.find('='));
  const Span place{fault.span.begin, fault.span.begin + static_cast<std::uint32_t>(name.size())};
  const std::string shown = name.starts_with('-') ? std::string(name) : concat("-", name);
  const auto names = option_names(job);
  const std::string_view bare = name.starts_with("--") ? name.substr(2) : std::string_view();
  if (fault.kind == FaultKind::AmbiguousOption) {
    report.at(place, "`{}` is short for {}: {} refuses to choose", shown, candidates(bare, names), tool_name(job.tool))
        .help("write the option's whole name");
    return;
  }
  auto finding = report.at(place, "`{}` is not an option of {}", shown, tool_name(job.tool));
  const auto meant = bare.empty() ? std::nullopt : meant_option(bare, names);
  if (!meant) {
    finding.help(concat("`", tool_name(job.tool),
                        " --help` lists the options; those of a plugin belong into the site's profile"));
    return;
  }
  finding.help(concat("did you mean `--", *meant, "`?"))
      .fix({.title = concat("Write `--", *meant, "`"),
            .safety = Safety::Unsafe,
            .edits = {{.span = place, .text = concat("--", *meant)}}});
}

std::string plugin_in_words(std::string_view option) {
  const std::string_view plugin = plugin_of_option(option).value_or("");
  return plugin.empty() ? std::string("a plugin") : concat("the plugin ", plugin);
}

void unknown_option(const Job& job, Report& report) {
  for (const Fault& fault : job.request.faults) {
    if (fault.kind != FaultKind::UnknownOption && fault.kind != FaultKind::AmbiguousOption) continue;
    const Mistake mistake = mistake_of(job, fault);
    if (mistake == Mistake::UnknownOption) report_unknown(job, report, fault);
    // On the command lines of steps they are everyday business where they are used at all.
    if (mistake != Mistake::PluginOption || job.tool != Tool::Sbatch) continue;
    const std::string_view written = job.source.slice(fault.span);
    const std::string_view name = written.substr(0, written.find('='));
    report
        .at({fault.span.begin, fault.span.begin + static_cast<std::uint32_t>(name.size())},
            "`{}` is an option of {}: {} refuses it where that is not installed", name, plugin_in_words(name.substr(2)),
            tool_name(job.tool))
        .level(Level::Note)
        .help("a site's profile names such options in `plugin_options`");
  }
}

}  // namespace

extern constinit const Rule SB108_unknown_option{
    .code = "SB108",
    .name = "unknown-option",
    .group = Group::Directives,
    .level = Level::Error,
    .fixes = Fixes::Sometimes,
    .command_lines = CommandLines::Values,
    .check = unknown_option,
};

}  // namespace sbatchlint::rules
