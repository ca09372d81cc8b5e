#include "job/gpu.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

#include "job/mentions.h"

namespace sbatchlint {
namespace {

struct VendorRow {
  std::string_view prefix;
  GpuVendor vendor;
};

// How the words of a type name begin, without their maker: the words of `nvidia_a100-sxm4-80gb` are tried one by one.
constexpr auto kTypeWords = std::to_array<VendorRow>({
    {"a10", GpuVendor::Nvidia},     {"a100", GpuVendor::Nvidia},  {"a10g", GpuVendor::Nvidia},
    {"a16", GpuVendor::Nvidia},     {"a2", GpuVendor::Nvidia},    {"a30", GpuVendor::Nvidia},
    {"a40", GpuVendor::Nvidia},     {"a4000", GpuVendor::Nvidia}, {"a4500", GpuVendor::Nvidia},
    {"a5000", GpuVendor::Nvidia},   {"a5500", GpuVendor::Nvidia}, {"a6000", GpuVendor::Nvidia},
    {"a800", GpuVendor::Nvidia},    {"ada", GpuVendor::Nvidia},   {"amd", GpuVendor::Amd},
    {"ampere", GpuVendor::Nvidia},  {"b200", GpuVendor::Nvidia},  {"b300", GpuVendor::Nvidia},
    {"geforce", GpuVendor::Nvidia}, {"gfx906", GpuVendor::Amd},   {"gfx908", GpuVendor::Amd},
    {"gfx90a", GpuVendor::Amd},     {"gfx942", GpuVendor::Amd},   {"gh200", GpuVendor::Nvidia},
    {"gtx", GpuVendor::Nvidia},     {"h100", GpuVendor::Nvidia},  {"h20", GpuVendor::Nvidia},
    {"h200", GpuVendor::Nvidia},    {"h800", GpuVendor::Nvidia},  {"hopper", GpuVendor::Nvidia},
    {"instinct", GpuVendor::Amd},   {"k20", GpuVendor::Nvidia},   {"k20m", GpuVendor::Nvidia},
    {"k20x", GpuVendor::Nvidia},    {"k40", GpuVendor::Nvidia},   {"k40c", GpuVendor::Nvidia},
    {"k40m", GpuVendor::Nvidia},    {"k80", GpuVendor::Nvidia},   {"kepler", GpuVendor::Nvidia},
    {"l4", GpuVendor::Nvidia},      {"l40", GpuVendor::Nvidia},   {"l40s", GpuVendor::Nvidia},
    {"mi100", GpuVendor::Amd},      {"mi200", GpuVendor::Amd},    {"mi210", GpuVendor::Amd},
    {"mi250", GpuVendor::Amd},      {"mi250x", GpuVendor::Amd},   {"mi300", GpuVendor::Amd},
    {"mi300a", GpuVendor::Amd},     {"mi300x", GpuVendor::Amd},   {"mi325x", GpuVendor::Amd},
    {"mi50", GpuVendor::Amd},       {"mi60", GpuVendor::Amd},     {"nvidia", GpuVendor::Nvidia},
    {"p100", GpuVendor::Nvidia},    {"p4", GpuVendor::Nvidia},    {"p40", GpuVendor::Nvidia},
    {"p5000", GpuVendor::Nvidia},   {"p6000", GpuVendor::Nvidia}, {"pascal", GpuVendor::Nvidia},
    {"ponte", GpuVendor::Intel},    {"pvc", GpuVendor::Intel},    {"quadro", GpuVendor::Nvidia},
    {"radeon", GpuVendor::Amd},     {"rtx", GpuVendor::Nvidia},   {"t4", GpuVendor::Nvidia},
    {"tesla", GpuVendor::Nvidia},   {"titan", GpuVendor::Nvidia}, {"turing", GpuVendor::Nvidia},
    {"v100", GpuVendor::Nvidia},    {"v100s", GpuVendor::Nvidia}, {"vega10", GpuVendor::Amd},
    {"vega20", GpuVendor::Amd},     {"volta", GpuVendor::Nvidia},
});
static_assert(std::ranges::is_sorted(kTypeWords, {}, &VendorRow::prefix));

// `rtx3090`, `gtx1080ti`, `titanrtx`: a family name with the model stuck to it.
constexpr std::string_view kGluedFamilies[] = {"geforce", "gtx", "quadro", "rtx", "tesla", "titan"};

bool is_word_byte(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; }

GpuVendor vendor_of_word(std::string_view word) {
  const auto* row = std::ranges::lower_bound(kTypeWords, word, {}, &VendorRow::prefix);
  if (row != kTypeWords.end() && row->prefix == word) return row->vendor;
  for (const std::string_view family : kGluedFamilies) {
    if (word.starts_with(family)) return GpuVendor::Nvidia;
  }
  return GpuVendor::Unknown;
}

// The one vendor that both say, where Unknown says nothing.
struct Agreement {
  GpuVendor vendor = GpuVendor::Unknown;
  bool differ = false;

  void add(GpuVendor next) {
    if (vendor == GpuVendor::Unknown) vendor = next;
    differ = differ || next == GpuVendor::Unknown || next != vendor;
  }
  [[nodiscard]] GpuVendor result() const { return differ ? GpuVendor::Unknown : vendor; }
};

GpuVendor vendor_of_site_type(const Site& site, std::string_view type) {
  const auto& amd = site.amd_gpu_types;
  return std::ranges::find(amd, type) == amd.end() ? vendor_of_type(type) : GpuVendor::Amd;
}

// Of the GPUs in all nodes of a partition that the profile describes.
GpuVendor vendor_of_partition(const Site& site, std::string_view partition) {
  const Partition* known = site.partition(partition);
  if (known == nullptr) return GpuVendor::Unknown;
  Agreement agreement;
  for (const NodeShare& share : known->shares) {
    for (const NodeGpus& gpus : site.nodes[share.group].gpus) agreement.add(vendor_of_site_type(site, gpus.type));
  }
  return agreement.result();
}

GpuVendor vendor_of_site(const Site& site) {
  if (site.gpu_vendor == "nvidia") return GpuVendor::Nvidia;
  if (site.gpu_vendor == "amd") return GpuVendor::Amd;
  return site.gpu_vendor == "intel" ? GpuVendor::Intel : GpuVendor::Unknown;
}

GpuVendor vendor_of_component(const Component& part, const Site& site) {
  if (!part.gpu.types.empty()) {
    Agreement agreement;
    for (const std::string& type : part.gpu.types) agreement.add(vendor_of_site_type(site, type));
    return agreement.result();
  }
  const Setting<std::string> partition = part.text("partition");
  if (partition.known()) {
    const GpuVendor vendor = vendor_of_partition(site, partition.value());
    if (vendor != GpuVendor::Unknown) return vendor;
  }
  const bool may_be_elsewhere = !partition.absent() && !(partition.known() && site.partition(partition.value()));
  return may_be_elsewhere ? GpuVendor::Unknown : vendor_of_site(site);
}

// ROCm, its modules and images, and the GPU partitions of LUMI. `amd` alone is also a kind of CPU, and part of `namd`.
constexpr auto kAmdSigns =
    std::to_array<std::string_view>({"rocm", "lumi/", "lumi-", ".amd", "_amd", "-amd", "/amd", "mi100", "mi210",
                                     "mi250", "mi300", "partition=standard-g", "partition=small-g", "partition=dev-g"});

}  // namespace

GpuVendor vendor_of_type(std::string_view type) {
  std::string lower(type);
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  const std::string_view text = lower;
  GpuVendor vendor = GpuVendor::Unknown;
  for (std::size_t begin = 0; begin < text.size();) {
    if (!is_word_byte(text[begin])) {
      ++begin;
      continue;
    }
    const std::size_t end = static_cast<std::size_t>(
        std::find_if_not(text.begin() + static_cast<std::ptrdiff_t>(begin), text.end(), is_word_byte) - text.begin());
    const GpuVendor found = vendor_of_word(text.substr(begin, end - begin));
    if (found != GpuVendor::Unknown) {
      if (vendor != GpuVendor::Unknown && vendor != found) return GpuVendor::Unknown;
      vendor = found;
    }
    begin = end;
  }
  return vendor;
}

GpuVendor vendor_of_job(const Job& job) {
  Agreement agreement;
  for (const Component& part : job.request.components) {
    if (part.gpu.asked) agreement.add(vendor_of_component(part, job.site));
  }
  return agreement.result();
}

bool may_be_amd(const Job& job) {
  if (vendor_of_job(job) == GpuVendor::Amd) return true;
  const auto names_type = [](const Component& part) { return !part.gpu.types.empty(); };
  return std::ranges::none_of(job.request.components, names_type) && hints_at(job, kAmdSigns);
}

}  // namespace sbatchlint
