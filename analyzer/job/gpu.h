// What kind of GPU a job asks for, by the names that sites give GPU types.
#pragma once

#include <cstdint>
#include <string_view>

#include "job/job.h"

namespace sbatchlint {

enum class GpuVendor : std::uint8_t { Unknown, Nvidia, Amd, Intel };

// The vendor of a GPU type as sites write it: `a100`, `nvidia_h100_80gb` and `tesla_v100` are NVIDIA's,
// `mi250x` is AMD's. Words that no table knows are Unknown.
[[nodiscard]] GpuVendor vendor_of_type(std::string_view type);

// The vendor of the GPUs that the job gets: by the types it names, else by its partition, else by the site. Unknown
// where components or types differ, or where nothing says so.
[[nodiscard]] GpuVendor vendor_of_job(const Job& job);

// The GPUs are AMD's, or may be: by vendor_of_job, and in jobs that name no type by words in the text that only AMD's
// GPUs bring along (`rocm/5.2`, `tool.amd1.sif`, a partition of LUMI). A sign too many is harmless to rules that fall
// silent.
[[nodiscard]] bool may_be_amd(const Job& job);

}  // namespace sbatchlint
