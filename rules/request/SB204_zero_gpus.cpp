// SB204 zero-gpus. Why, and examples: the page beside this file.
#include "job/gpu_use.h"
#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "text/excerpt.h"

#include <algorithm>
#include <optional>

namespace sbatchlint::rules {
namespace {

bool asks_for_none(const Component& part) {
  return part.gpu.asked && part.gpu.total.known() && part.gpu.total.value().value == 0;
}

// A zero may well be meant: only a program that is told to compute on a GPU shows that it is not.
void zero_gpus(const Job& job, Report& report) {
  if (!std::ranges::all_of(job.request.components, asks_for_none)) return;
  const std::optional<GpuUse> use = gpu_use(job);
  const Span option = job.request.components.front().gpu.span;
  if (!use || !use->computes || option.empty()) return;
  report.at(option, "no GPU is asked for, and `{}` wants one", excerpt(job.source.slice(use->span)))
      .related(use->span, "a GPU is used here")
      .help("ask for as many GPUs as the program uses, or tell it to compute on the CPU");
}

}  // namespace

extern constinit const Rule SB204_zero_gpus{
    .code = "SB204",
    .name = "zero-gpus",
    .group = Group::Request,
    .stage = Stage::Script,
    .level = Level::Warning,
    .fixes = Fixes::Never,
    .check = zero_gpus,
};

}  // namespace sbatchlint::rules
