// SB204 zero-gpus. Why, and examples: the page beside this file.
#include "job/gpu_use.h"
#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"

#include <algorithm>
#include <optional>

namespace sbatchlint::rules {
namespace {

bool asks_for_none(const Component& part) {
  return part.gpu.asked && part.gpu.total.known() && part.gpu.total.value().value == 0;
}

// Silent where a zero may well be meant: nothing in the script certainly wants a GPU.
void zero_gpus(const Job& job, Report& report) {
  if (!std::ranges::all_of(job.request.components, asks_for_none)) return;
  const std::optional<Span> use = evident_gpu_use(job);
  const Span option = job.request.components.front().gpu.span;
  if (!use || option.empty()) return;
  report.at(option, "no GPU is asked for, and `{}` wants one", job.source.slice(*use).substr(0, 40))
      .related(*use, "a GPU is used here")
      .help("ask for as many GPUs as the program uses, or drop the option and the use");
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
