// SB502 nv-before-subcommand. Why, and examples: the page beside this file.
#include <cstdint>

#include "job/containers.h"
#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

namespace sbatchlint::rules {
namespace {

bool is_gpu_flag(const Word& word) { return word.is("--nv") || word.is("--rocm") || word.is("--nvccli"); }

void nv_before_subcommand(const Job& job, Report& report) {
  for (const Call& call : job.calls()) {
    const auto container = container_call(call.invocation());
    if (!container || container->runtime != Runtime::Apptainer || !container->starts_container()) continue;
    for (const Word* word : container->early) {
      if (!is_gpu_flag(*word)) continue;
      auto finding = report.at(word->span, "`{}` stands before `{}`: {} refuses it there", word->text,
                               container->subcommand->text, call.invocation().name);
      finding.help("options of the subcommand stand behind it").confidence(certainty(*call.command));
      const bool written_here = job.source.slice(word->span) == word->text &&
                                job.source.slice(container->subcommand->span) == container->subcommand->text;
      if (!written_here || container->action == ContainerAction::Start) continue;
      const std::uint32_t end = container->subcommand->span.end;
      const std::uint32_t next =
          word->span.end + (job.source.slice({word->span.end, word->span.end + 1}) == " " ? 1 : 0);
      finding.fix({.title = "Move it behind the subcommand",
                   .safety = Safety::Safe,
                   .edits = {{.span = {word->span.begin, next}, .text = ""},
                             {.span = {end, end}, .text = concat(" ", word->text)}}});
    }
  }
}

}  // namespace

extern constinit const Rule SB502_nv_before_subcommand{
    .code = "SB502",
    .name = "nv-before-subcommand",
    .group = Group::Containers,
    .stage = Stage::Script,
    .level = Level::Error,
    .fixes = Fixes::Sometimes,
    .check = nv_before_subcommand,
};

}  // namespace sbatchlint::rules
