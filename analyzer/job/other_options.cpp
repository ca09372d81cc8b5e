#include "job/other_options.h"

#include <algorithm>
#include <array>

namespace sbatchlint {
namespace {

constexpr std::string_view kBlueGene = "it belonged to Blue Gene machines: leave it out";
constexpr std::string_view kCheckpoint = "Slurm no longer writes checkpoints: let the program do it";

// Slurm 17.02 to 20.11, src/sbatch/opt.c; release notes of 18.08, 19.05 and 20.02.
constexpr std::array kRemoved = std::to_array<RemovedOption>({
    {"blrts-image", "", kBlueGene},
    {"checkpoint", "", kCheckpoint},
    {"checkpoint-dir", "", kCheckpoint},
    {"cnload-image", "", kBlueGene},
    {"conn-type", "", kBlueGene},
    {"geometry", "", kBlueGene},
    {"ioload-image", "", kBlueGene},
    {"linux-image", "", kBlueGene},
    {"mem_bind", "mem-bind", "say `--mem-bind`"},
    {"mloader-image", "", kBlueGene},
    {"no-rotate", "", kBlueGene},
    {"ramdisk-image", "", kBlueGene},
    {"restart-dir", "", kCheckpoint},
    {"share", "oversubscribe", "say `--oversubscribe`"},
    {"umask", "", "call `umask` in the script"},
    {"workdir", "chdir", "say `--chdir`"},
});
static_assert(std::ranges::is_sorted(kRemoved, {}, &RemovedOption::name));

// Options of single sites bear no plugin.
struct PluginRow {
  std::string_view name;
  std::string_view plugin;
};

constexpr std::array kPlugins = std::to_array<PluginRow>({
    {"ccm", ""},
    {"container-entrypoint", "pyxis"},
    {"container-env", "pyxis"},
    {"container-image", "pyxis"},
    {"container-mount-home", "pyxis"},
    {"container-mounts", "pyxis"},
    {"container-name", "pyxis"},
    {"container-readonly", "pyxis"},
    {"container-remap-root", "pyxis"},
    {"container-save", "pyxis"},
    {"container-workdir", "pyxis"},
    {"container-writable", "pyxis"},
    {"ear", "EAR"},
    {"ear-cpufreq", "EAR"},
    {"ear-policy", "EAR"},
    {"ear-tag", "EAR"},
    {"ear-user-db", "EAR"},
    {"ear-verbose", "EAR"},
    {"environment", "edf"},
    {"gpu-accounting", ""},
    {"gpu-mps", ""},
    {"gpu_cmode", ""},
    {"image", "shifter"},
    {"module", "shifter"},
    {"no-container-entrypoint", "pyxis"},
    {"no-container-mount-home", "pyxis"},
    {"no-container-remap-root", "pyxis"},
    {"no-step-tmpdir", ""},
    {"nv-meta", ""},
    {"perf", ""},
    {"quotatype", ""},
    {"uenv", "uenv"},
    {"uenv-file", "uenv"},
    {"view", "uenv"},
    {"volume", "shifter"},
});
static_assert(std::ranges::is_sorted(kPlugins, {}, &PluginRow::name));

}  // namespace

const RemovedOption* removed_option(std::string_view name) {
  const auto* found = std::ranges::lower_bound(kRemoved, name, {}, &RemovedOption::name);
  return found != kRemoved.end() && found->name == name ? found : nullptr;
}

std::optional<std::string_view> plugin_of_option(std::string_view name) {
  const auto* found = std::ranges::lower_bound(kPlugins, name, {}, &PluginRow::name);
  if (found == kPlugins.end() || found->name != name) return std::nullopt;
  return found->plugin;
}

}  // namespace sbatchlint
