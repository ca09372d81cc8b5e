// SB508 clean-environment-hides-gpu. Why, and examples: the page beside this file.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "job/containers.h"
#include "job/job.h"
#include "job/mentions.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

namespace sbatchlint::rules {
namespace {

// Apptainer 1.3 and SingularityCE 4.1, `help exec`: these start with an environment that holds TERM, the proxies and
// what SINGULARITYENV_, APPTAINERENV_ and --env name.
const Word* cleaning_option(const ContainerCall& container) {
  struct Row {
    std::string_view name;
    char letter;
  };
  constexpr Row kCleaning[] = {{"cleanenv", 'e'}, {"containall", 'C'}, {"compat", '\0'}};
  for (const auto& [name, letter] : kCleaning) {
    if (const Word* word = container.option(name, letter)) return word;
  }
  return nullptr;
}

// The job owns all GPUs of its nodes: there are no others to be seen by mistake.
bool has_whole_nodes(const Job& job) {
  return std::ranges::any_of(job.request.components,
                             [](const Component& part) { return part.effective("exclusive") != nullptr; });
}

// Silent where the variable is handed on in any way, and where the container gets no GPU at all.
void clean_environment_hides_gpu(const Job& job, Report& report) {
  if (!job.has_gpu() || has_whole_nodes(job)) return;
  for (const Call& call : job.calls()) {
    const auto container = container_call(call.invocation());
    if (!container || container->runtime != Runtime::Apptainer || !container->starts_container()) continue;
    if (container->uncertain || container->option("env-file") != nullptr || container->option("nvccli") != nullptr)
      continue;
    const bool gpu = container->option("nv") != nullptr || container->option("rocm") != nullptr;
    const Word* option = cleaning_option(*container);
    if (!gpu || option == nullptr || !option->known()) continue;
    if (mentions(job, "_VISIBLE_DEVICES")) return;
    report
        .at(option->span, "`{}` keeps `CUDA_VISIBLE_DEVICES` out of the container: it may see GPUs of other jobs",
            option->text)
        .help("hand it on: `--env CUDA_VISIBLE_DEVICES=$CUDA_VISIBLE_DEVICES`")
        .confidence(certainty(*call.command, Confidence::Medium));
    return;
  }
}

}  // namespace

extern constinit const Rule SB508_clean_environment_hides_gpu{
    .code = "SB508",
    .name = "clean-environment-hides-gpu",
    .group = Group::Containers,
    .stage = Stage::Script,
    .level = Level::Note,
    .confidence = Confidence::Medium,
    .check = clean_environment_hides_gpu,
};

}  // namespace sbatchlint::rules
