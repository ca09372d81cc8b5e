// SB504 wrong-gpu-flag. Why, and examples: the page beside this file.
#include <string>
#include <string_view>

#include "job/containers.h"
#include "job/gpu.h"
#include "job/job.h"
#include "lint/report.h"
#include "lint/rule.h"
#include "rules/certainty.h"

namespace sbatchlint::rules {
namespace {

std::string_view vendor_name(GpuVendor vendor) {
  switch (vendor) {
    case GpuVendor::Nvidia: return "NVIDIA";
    case GpuVendor::Amd: return "AMD";
    case GpuVendor::Intel: return "Intel";
    case GpuVendor::Unknown: break;
  }
  return "unknown";
}

// Silent where the kind of GPU is not certain, for calls with both flags (one too many does no harm), and in branches:
// such a script chooses by itself.
void wrong_gpu_flag(const Job& job, Report& report) {
  const GpuVendor vendor = vendor_of_job(job);
  if (vendor != GpuVendor::Nvidia && vendor != GpuVendor::Amd) return;
  const std::string_view right = vendor == GpuVendor::Amd ? "rocm" : "nv";
  const std::string_view wrong = vendor == GpuVendor::Amd ? "nv" : "rocm";

  for (const Call& call : job.calls()) {
    const auto container = container_call(call.invocation());
    if (!container || container->runtime != Runtime::Apptainer || !container->starts_container()) continue;
    if (call.command->context.conditional) continue;
    const Word* flag = container->option(wrong);
    if (flag == nullptr || !flag->known() || container->option(right) != nullptr) continue;
    Finding finding = report.at(flag->span, "`{}` does nothing for the {} GPU that the job asks for", flag->text,
                                vendor_name(vendor));
    finding.help(concat("the flag for it is `--", right, "`")).confidence(certainty(*call.command));
    // The flag may have come from a variable: then its own text stands somewhere else.
    if (job.source.slice(flag->span) != flag->text) continue;
    finding.fix({.title = concat("Replace it by --", right),
                 .safety = Safety::Safe,
                 .edits = {{.span = flag->span, .text = concat("--", right)}}});
  }
}

}  // namespace

extern constinit const Rule SB504_wrong_gpu_flag{
    .code = "SB504",
    .name = "wrong-gpu-flag",
    .group = Group::Containers,
    .stage = Stage::Script,
    .level = Level::Warning,
    .fixes = Fixes::Sometimes,
    .check = wrong_gpu_flag,
};

}  // namespace sbatchlint::rules
