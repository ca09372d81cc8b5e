#include "job/gpu.h"

#include <string_view>

#include "support/catch.hpp"

using sbatchlint::GpuVendor;
using sbatchlint::vendor_of_type;

TEST_CASE("a GPU type tells its maker, whatever a site puts around the model") {
  struct Row {
    std::string_view type;
    GpuVendor vendor;
  };
  const auto row = GENERATE(values<Row>({
      {"a100", GpuVendor::Nvidia},
      {"A100", GpuVendor::Nvidia},
      {"nvidia_a100-sxm4-80gb", GpuVendor::Nvidia},
      {"tesla_v100", GpuVendor::Nvidia},
      {"Tesla-V100-SXM2-32GB", GpuVendor::Nvidia},
      {"v100-32", GpuVendor::Nvidia},
      {"rtx3090", GpuVendor::Nvidia},
      {"rtx_3090", GpuVendor::Nvidia},
      {"geforce_gtx_1080_ti", GpuVendor::Nvidia},
      {"l40s", GpuVendor::Nvidia},
      {"mi100", GpuVendor::Amd},
      {"MI250X", GpuVendor::Amd},
      {"amd_mi210", GpuVendor::Amd},
      {"instinct", GpuVendor::Amd},
      {"pvc", GpuVendor::Intel},
      {"gpu", GpuVendor::Unknown},
      {"large", GpuVendor::Unknown},
      {"a1000", GpuVendor::Unknown},
      {"mi", GpuVendor::Unknown},
      {"nvidia_amd", GpuVendor::Unknown},
      {"", GpuVendor::Unknown},
  }));
  CAPTURE(row.type);
  CHECK(vendor_of_type(row.type) == row.vendor);
}
