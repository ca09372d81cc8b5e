// SB302 retired-name. Why, and examples: the page beside this file.
#include <algorithm>
#include <string>
#include <string_view>

#include "job/job.h"
#include "job/used_names.h"
#include "lint/report.h"
#include "lint/rule.h"

namespace sbatchlint::rules {
namespace {

// The new name alone may stand where the old one stood; advice in words may not.
bool is_plain_name(std::string_view text) {
  return !text.empty() && text.find_first_of(" ,=`[") == std::string_view::npos;
}

void add_fix(Finding& finding, const UsedName& used, const RetiredName& retired) {
  std::string_view instead = retired.say_instead;
  const std::string option = concat("--", used.option, "=");
  if (instead.starts_with(option)) instead.remove_prefix(option.size());
  if (!used.exact || !is_plain_name(instead)) return;
  finding.fix({.title = concat("Say `", instead, "`"),
               .safety = Safety::Unsafe,
               .edits = {{.span = used.span, .text = std::string(instead)}}});
}

void retired_names(const Job& job, Report& report) {
  if (job.site.retired.empty()) return;
  for (const UsedName& used : used_names(job)) {
    const RetiredName* retired = retired_name(job.site, used);
    if (retired == nullptr) continue;
    const std::string since =
        retired->source.as_of.empty() ? std::string() : concat(" (as of ", retired->source.as_of, ")");
    auto finding = report.at(used.span, "the {} `{}` is gone{}", kind_in_words(used.kind), used.name, since);
    finding.help(retired->say_instead.empty() ? concat("leave `--", used.option, "` out")
                                              : concat("say instead: ", retired->say_instead));
    add_fix(finding, used, *retired);
  }
}

}  // namespace

extern constinit const Rule SB302_retired_name{
    .code = "SB302",
    .name = "retired-name",
    .group = Group::Site,
    .level = Level::Error,
    .fixes = Fixes::Sometimes,
    .command_lines = CommandLines::Requests,
    .check = retired_names,
};

}  // namespace sbatchlint::rules
