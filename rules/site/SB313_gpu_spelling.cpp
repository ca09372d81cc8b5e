// SB313 gpu-spelling. Why, and examples: the page beside this file.
#include <algorithm>
#include <string>
#include <string_view>

#include "job/facts.h"
#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/policy_words.h"

namespace sbatchlint::rules {
namespace {

constexpr std::string_view kSpellings[] = {"gres", "gpus", "gpus-per-node", "gpus-per-task", "gpus-per-socket"};

// The options that this component asks for GPUs with.
std::vector<std::string_view> spellings_of(const Component& part) {
  std::vector<std::string_view> used;
  for (const std::string_view option : kSpellings) {
    if (part.effective(option) == nullptr) continue;
    if (option == "gres") {
      const bool asks = part.gres.known() &&
                        std::ranges::any_of(part.gres.value(), [](const Gres& item) { return item.name == "gpu"; });
      if (!asks) continue;
    }
    used.push_back(option);
  }
  return used;
}

std::string list_of(const std::vector<std::string>& options) {
  std::string text;
  for (const std::string& option : options) text += concat(text.empty() ? "" : ", ", "`--", option, "`");
  return text;
}

void check_spellings(const Job& job, const Component& part, Level level, Report& report) {
  const auto& accepted = job.site.gpu_spellings;
  if (accepted.empty()) return;
  for (const std::string_view option : spellings_of(part)) {
    if (std::ranges::find(accepted, option) != accepted.end()) continue;
    report
        .at(place_of(part, option), "{}",
            words_of(job.site.gpu_policy, concat("this site does not take GPUs asked for with `--", option, "`")))
        .help(help_of(job.site, job.site.gpu_policy, concat("ask with ", list_of(accepted))))
        .level(level);
  }
}

void check_type(const Job& job, const Component& part, Level level, Report& report) {
  const bool typed = !part.gpu.types.empty();
  const bool wrong =
      job.site.gpu_type == TypeRule::Required ? !typed : job.site.gpu_type == TypeRule::Forbidden && typed;
  if (!wrong || !part.gpu.total.known() || part.gpu.total.value().value == 0) return;
  std::string types;
  for (const std::string_view type : job.site.gpu_types()) types += concat(types.empty() ? "" : ", ", type);
  report
      .at(part.gpu.span, "{}",
          words_of(job.site.gpu_policy, typed ? std::string("this site does not take the type of a GPU in a request")
                                              : std::string("this site wants the type of GPU in the request")))
      .help(help_of(job.site, job.site.gpu_policy,
                    typed ? std::string("leave the type out")
                          : concat("name one", types.empty() ? "" : concat(" of ", types), ": `--gres=gpu:TYPE:1`")))
      .level(level);
}

void gpu_spelling(const Job& job, Report& report) {
  if (job.site.gpu_spellings.empty() && job.site.gpu_type == TypeRule::Optional) return;
  const Level level = level_of(job.site.gpu_policy);
  if (level == Level::Off) return;
  for (const Component& part : job.request.components) {
    if (!part.gpu.asked || !holds(job.site.gpu_policy.when, facts_of(job, part))) continue;
    check_spellings(job, part, level, report);
    check_type(job, part, level, report);
  }
}

}  // namespace

extern constinit const Rule SB313_gpu_spelling{
    .code = "SB313",
    .name = "gpu-spelling",
    .group = Group::Site,
    .level = Level::Error,
    .command_lines = CommandLines::Requests,
    .check = gpu_spelling,
};

}  // namespace sbatchlint::rules
