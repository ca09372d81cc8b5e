// SB506 image-pulled-in-job. Why, and examples: the page beside this file.
#include <algorithm>
#include <string>
#include <string_view>

#include "job/containers.h"
#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

namespace sbatchlint::rules {
namespace {

bool is_array_job(const Job& job) {
  return std::ranges::any_of(job.request.components,
                             [](const Component& part) { return part.array.known() && part.array.value().size > 1; });
}

// Silent for pulls that are jobs or steps of their own (SB605), and for the runtimes of docker's family and pyxis,
// where an address is the only way to name an image.
void image_pulled_in_job(const Job& job, Report& report) {
  if (!job.has_gpu()) return;
  for (const Call& call : job.calls()) {
    const auto container = container_call(call.invocation());
    if (!container || container->runtime != Runtime::Apptainer || !container->starts_container()) continue;
    if (container->image == nullptr || !is_remote_image(*container->image)) continue;
    const std::string_view when =
        is_array_job(job) ? "while its GPUs wait, and tasks that start together each do so" : "while its GPUs wait";
    report.at(container->image->span, "the job fetches `{}` {}", container->image->text, when)
        .help(concat("pull it once, without a GPU: `", call.invocation().name,
                     " pull image.sif ADDRESS`, and run that file"))
        .confidence(certainty(*call.command));
    return;
  }
}

}  // namespace

extern constinit const Rule SB506_image_pulled_in_job{
    .code = "SB506",
    .name = "image-pulled-in-job",
    .group = Group::Containers,
    .stage = Stage::Script,
    .level = Level::Note,
    .check = image_pulled_in_job,
};

}  // namespace sbatchlint::rules
