// SB130 option-behind-script. Why, and examples: the page beside this file.
#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "options/getopt.h"
#include "options/option_spec.h"
#include "rules/certainty.h"

namespace sbatchlint::rules {
namespace {

// Names that programs of other people have for options of their own.
bool may_be_of_program(std::string_view name) {
  constexpr std::string_view kCommon[] = {
      "array",   "batch",   "begin",  "bell",    "comment", "container",  "debug",     "error",   "exclude", "export",
      "extra",   "gpus",    "hold",   "help",    "image",   "input",      "mem",       "network", "nice",    "nodes",
      "output",  "power",   "prefer", "profile", "quiet",   "signal",     "test-only", "time",    "tmp",     "usage",
      "verbose", "version", "wait",   "name",    "account", "dependency", "chdir",     "job-name"};
  return std::ranges::find(kCommon, name) != std::end(kCommon);
}

// The long option of sbatch that the word spells, in full; null for any other word.
const OptionSpec* option_of_sbatch(const Job& job, const Word& word) {
  const std::string_view text = word.known_prefix();
  if (!text.starts_with("--") || text.size() < 5) return nullptr;
  const std::string_view name = text.substr(2, text.find('=') - 2);
  return find_option(Tool::Sbatch, job.request.release, name);
}

void check_submission(const Job& job, const Call& call, Report& report) {
  const std::span<const Word> words(call.invocation().args);
  const ParsedOptions parsed = parse_options(Tool::Sbatch, job.request.release, words);
  if (!parsed.stopped_at || parsed.uncertain_from || !parsed.errors.empty() || parsed.double_dash) return;
  const std::size_t script = *parsed.stopped_at;
  const auto command = static_cast<std::size_t>(call.command - job.script.commands.data());
  const auto known = std::ranges::find(job.script.submissions, command, &SubmittedFile::command);
  const bool is_known = known != job.script.submissions.end();
  if (is_known && known->reads_arguments) return;
  for (std::size_t at = script + 1; at < words.size(); ++at) {
    if (words[at].is("--")) return;
    const OptionSpec* const option = option_of_sbatch(job, words[at]);
    if (option == nullptr) continue;
    const bool sure = is_known || !may_be_of_program(option->name);
    report
        .at(words[at].span, "`{}` stands behind `{}`: it is an argument of the script, and sbatch does not read it",
            job.source.slice(words[at].span), job.source.slice(words[script].span))
        .help("write the options of sbatch in front of the script")
        .confidence(certainty(*call.command, is_known ? Confidence::High
                                             : sure   ? Confidence::Medium
                                                      : Confidence::Low));
  }
}

// Silent where the script that is submitted reads arguments.
void option_behind_script(const Job& job, Report& report) {
  for (const Call& call : job.calls("sbatch")) check_submission(job, call, report);
}

}  // namespace

extern constinit const Rule SB130_option_behind_script{
    .code = "SB130",
    .name = "option-behind-script",
    .group = Group::Directives,
    .stage = Stage::Script,
    .kind = RuleKind::Absence,
    .level = Level::Warning,
    .confidence = Confidence::Medium,
    .check = option_behind_script,
};

}  // namespace sbatchlint::rules
